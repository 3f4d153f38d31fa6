import { err, type Result } from '@sapphire/result';
import type { KickError } from './kick/errors.js';
import { shuttingDown } from './setupErrors.js';

/**
 * Runs a call of the public API, and answers `stopped` once the bot stops: its database may be closed at any moment.
 *
 * @throws What `use` throws while the bot runs.
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
