import type { Clock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';

const RememberForMs = 60_000;
const MaxRemembered = 10_000;

/** Messages that the socket has shown in the last minute, and the callers that wait for one. */
export class ShownMessages {
	readonly #shown: ExpiringSet<string>;
	readonly #waiting = new Map<string, Set<() => void>>();

	public constructor(private readonly clock: Clock) {
		this.#shown = new ExpiringSet(RememberForMs, MaxRemembered, clock);
	}

	public add(messageId: string): void {
		this.#shown.add(messageId);
		for (const shown of this.#waiting.get(messageId) ?? []) shown();
	}

	/** Resolves to whether the message was shown in the last minute, or is shown within the limit. */
	public waitFor(messageId: string, limitMs: number): Promise<boolean> {
		if (this.#shown.has(messageId)) return Promise.resolve(true);
		return new Promise((resolve) => {
			const waiting = this.#waiting.get(messageId) ?? new Set();
			const end = (isShown: boolean) => {
				cancel();
				waiting.delete(shown);
				if (waiting.size === 0) this.#waiting.delete(messageId);
				resolve(isShown);
			};
			const shown = () => end(true);
			const cancel = this.clock.after(limitMs, () => end(false));
			this.#waiting.set(messageId, waiting.add(shown));
		});
	}
}
