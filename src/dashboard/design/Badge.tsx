import type { ComponentChildren } from 'preact';

export type Tone = 'ok' | 'warning' | 'failed' | 'plain' | 'outline' | 'live';

/** Short word or number in a coloured pill. The text says what the colour means. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
	return <span class={tone === 'plain' ? 'badge' : `badge ${tone}`}>{children}</span>;
}
