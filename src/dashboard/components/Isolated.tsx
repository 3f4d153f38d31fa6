import { closeIsolates } from '../closeIsolates.js';

/** A name or a text of somebody else, in a direction of its own: whatever marks are in it turn nothing around it. */
export function Isolated({ text, class: className }: { text: string; class?: string }) {
	return <bdi class={className}>{closeIsolates(text)}</bdi>;
}
