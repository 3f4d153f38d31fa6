/** Unbalanced isolates would break the isolation of the element around them. */
const Isolates = /[\u2066-\u2069]/g;
/** Control characters, and the line and paragraph separators that end every text direction. */
const Controls = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Longer than names on Kick and on Discord. */
const MaxLength = 120;

/** Removes the characters that would let direction marks act outside of a `<bdi>`. */
export function contained(text: string): string {
	return text.replace(Isolates, '').replace(Controls, ' ');
}

/** Name or start of a text from outside. The `<bdi>` keeps its direction marks from the text beside it. */
export function UntrustedText({ text, class: className }: { text: string; class?: string }) {
	return <bdi class={className}>{contained(text.slice(0, MaxLength))}</bdi>;
}
