import { err, type Result } from '@sapphire/result';
import type { KickError } from './kick/errors.js';
import { shuttingDown } from './setupErrors.js';

/**
 * Runs a call of the public API. Once the bot stops, it returns `stopped`, because the database may close at any
 * moment.
 *
 * @throws Errors of `use` while the bot runs.
 */
export async function whileRunning<T>(
	isStopping: () => boolean,
	use: () => Promise<Result<T, KickError>>
): Promise<Result<T, KickError>> {
	if (isStopping()) return err(shuttingDown());
	try {
		return await use();
	} catch (error) {
		if (isStopping()) return err(shuttingDown());
		throw error;
	}
}
