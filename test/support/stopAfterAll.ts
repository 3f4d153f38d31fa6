import { afterAll } from 'vitest';
import { withTimeout } from '../../src/lib/time/withTimeout.js';
import { PatienceMs } from './patience.js';

/**
 * Waits for something that a test file starts at its top level, and stops it after the file's last test.
 *
 * Vitest runs `afterAll` hooks in reverse order, so what started first stops last. It sets no limit for code outside of
 * hooks and tests, so the start has its own.
 */
export async function stopAfterAll<T extends { stop: () => Promise<unknown> }>(starting: Promise<T>): Promise<T> {
	const started = await withTimeout(starting, PatienceMs, 'The start did not end');
	afterAll(() => started.stop());
	return started;
}
