import { visible } from '../../lib/text/visible.js';

/** What Kick sent, as text. */
export function Payload({ text }: { text: string }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
		<section class="scroll" aria-label="Payload" tabIndex={0}>
			<pre class="payload">{visible(text)}</pre>
		</section>
	);
}
