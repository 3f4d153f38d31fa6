import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqliteError.js';

const BusyTimeoutMs = 10_000;
const PauseMs = 10;

/**
 * Retries for at most 10 seconds while another process holds SQLite's lock.
 *
 * SQLite could wait by itself, but the driver is synchronous, so that would stop the whole bot.
 */
export async function retryWhileBusy<T>(run: () => T | Promise<T>, busyTimeoutMs = BusyTimeoutMs): Promise<T> {
	const deadline = performance.now() + busyTimeoutMs;
	for (;;) {
		try {
			return await run();
		} catch (error) {
			if (!isBusy(error) || performance.now() > deadline) throw error;
		}
		// The random pause lets one of two colliding processes go first.
		await sleep(PauseMs + Math.random() * PauseMs);
	}
}
