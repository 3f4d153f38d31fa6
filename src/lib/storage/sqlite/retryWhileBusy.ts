import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqliteError.js';

const PatienceMs = 10_000;
const PauseMs = 10;

/**
 * Tries again while another process holds SQLite's lock, for at most 10 seconds.
 *
 * SQLite could wait by itself, but the driver is synchronous: that would stop the whole bot.
 */
export async function retryWhileBusy<T>(run: () => T | Promise<T>, patienceMs = PatienceMs): Promise<T> {
	const deadline = performance.now() + patienceMs;
	for (;;) {
		try {
			return await run();
		} catch (error) {
			if (!isBusy(error) || performance.now() > deadline) throw error;
		}
		// Of two processes that collided, one shall come first.
		await sleep(PauseMs + Math.random() * PauseMs);
	}
}
