import type { ChatPace } from '../../lib/overview/types.js';
import { Sparkline } from '../charts/Sparkline.js';
import { Card } from '../design/Card.js';

const MinuteMs = 60_000;

/** Chat messages per minute since the start of the stream, or in the last hour. */
export function ChatPaceCard({ chat, isLive }: { chat: ChatPace | null; isLive: boolean }) {
	if (!chat) return <section id="overview-chat" hidden />;
	const { points, slotMs, perMinute, previousPerMinute } = chat;
	// The last point is not over, so it would look like a drop.
	const values = points
		.slice(0, -1)
		.map(({ at, messages }) => ({ at, value: Math.round((messages * MinuteMs) / slotMs) }));
	const period = isLive ? 'this stream' : 'last hour';
	return (
		<Card id="overview-chat" title="Chat activity" aside={`${period}, messages a minute`}>
			<Sparkline label={`Chat messages a minute, ${period}. On average ${oneDigit(perMinute)}.`} points={values} />
			<p class="muted">
				{oneDigit(perMinute)} a minute on average
				{previousPerMinute !== null && `, ${oneDigit(previousPerMinute)} in the previous stream`}
			</p>
		</Card>
	);
}

function oneDigit(value: number): string {
	return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}
