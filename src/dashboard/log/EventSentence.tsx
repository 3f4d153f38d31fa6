import type { EventText } from '../../lib/events/log/EventText.js';
import { UntrustedText } from '../design/UntrustedText.js';

/** Sentence about an event. Names and titles from outside are contained. */
export function EventSentence({ text }: { text: EventText }) {
	return (
		<span>
			{text.map((part, index) => (typeof part === 'string' ? part : <UntrustedText key={index} text={part.outside} />))}
		</span>
	);
}
