import { setTimeout as pause } from 'node:timers/promises';
import type { Patch, Updates } from './streamAnswer.js';

/** What is to be seen now. `null`: nothing. */
export type Look = () => Promise<{ mark: string; patches: () => readonly Patch[] } | null>;

export interface WhenChangedOptions {
	/** The mark of what the page shows. */
	seen: string | null;
	everyMs: number;
	signal: AbortSignal;
}

/** Looks every so often, and tells what is to be seen when it is not what the page shows. */
export async function* whenChanged(look: Look, { seen, everyMs, signal }: WhenChangedOptions): Updates {
	let shown = seen;
	while (!signal.aborted) {
		const now = await look();
		if (now && now.mark !== shown) yield { mark: now.mark, patches: now.patches() };
		shown = now?.mark ?? shown;
		await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
	}
}
