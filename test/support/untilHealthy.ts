import { expect, vi } from 'vitest';
import { PatienceMs } from './patience.js';

/** Resolves when the bot at this address is healthy: a moment after it is ready. */
export async function untilHealthy(url: string): Promise<void> {
	await vi.waitFor(async () => expect((await fetch(`${url}/health`)).status).toBe(200), PatienceMs);
}
