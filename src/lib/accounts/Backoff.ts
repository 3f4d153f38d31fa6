import type { KickError } from '../kick/errors.js';

const FirstPauseMs = 2_000;
const MaxPauseMs = 5 * 60_000;

interface Pause {
	error: KickError;
	lengthMs: number;
	until: number;
}

/** Growing pauses per account after failed refreshes. During a pause, callers get the last error. */
export class Backoff {
	readonly #pauses = new Map<number, Pause>();

	public failed(userId: number, error: KickError): void {
		const last = this.#pauses.get(userId)?.lengthMs ?? FirstPauseMs / 2;
		const lengthMs = Math.max(error.retryAfterMs ?? 0, Math.min(last * 2, MaxPauseMs));
		this.#pauses.set(userId, { error, lengthMs, until: Date.now() + lengthMs });
	}

	public error(userId: number): KickError | null {
		const pause = this.#pauses.get(userId);
		return pause && pause.until > Date.now() ? pause.error : null;
	}

	public clear(userId: number): void {
		this.#pauses.delete(userId);
	}
}
