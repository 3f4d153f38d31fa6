/** One that is ended and was not begun, or begun and not ended, takes the isolation of the element with it. */
const Isolates = /[\u2066-\u2069]/g;
/** Ends of lines and paragraphs, where every direction ends, and what nobody sees. */
const Controls = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Names are shorter, on Kick and on Discord. */
const Longest = 120;

/** A text whose marks of direction stay within a `<bdi>`. */
export function contained(text: string): string {
	return text.replace(Isolates, '').replace(Controls, ' ');
}

/** A name or the beginning of a text of somebody, in a direction of its own: what stands beside it is never turned. */
export function UntrustedText({ text, class: className }: { text: string; class?: string }) {
	return <bdi class={className}>{contained(text.slice(0, Longest))}</bdi>;
}
