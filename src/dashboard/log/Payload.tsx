/** Characters that change the reading direction or are not seen: a payload must not look like another. */
const Deceptive = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** What Kick sent, as text. */
export function Payload({ text }: { text: string }) {
	const shown = text.replace(Deceptive, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
		<section class="scroll" aria-label="Payload" tabIndex={0}>
			<pre class="payload">{shown}</pre>
		</section>
	);
}
