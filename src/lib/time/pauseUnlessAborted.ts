import { setTimeout as pause } from 'node:timers/promises';

/** Waits, or ends early when the signal is aborted. Never rejects, and does not keep the process alive. */
export async function pauseUnlessAborted(lengthMs: number, signal: AbortSignal): Promise<void> {
	await pause(lengthMs, undefined, { signal, ref: false }).catch(() => undefined);
}
