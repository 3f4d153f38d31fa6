import { KickError } from '../kick/errors.js';
import { openSqlite } from './sqlite/openSqlite.js';
import type { Database } from './types.js';

/**
 * Opens the database and brings its tables up to date. Safe for several processes at once.
 *
 * @param url `file:./data/kick.db`, `file:/data/kick.db` or `file:///data/kick.db`: an SQLite file, created with its
 * folder when missing.
 * @throws {KickError} `not_configured` when the URL can't be used, `storage_unavailable` when the file can't be opened or
 * was migrated by another version of the plugin. Neither names the URL, which may hold a password.
 */
export async function openDatabase(url: string): Promise<Database> {
	if (/^postgres(ql)?:/i.test(url)) {
		throw new KickError(
			'not_configured',
			'PostgreSQL is not supported in this version yet: set DATABASE_URL to an SQLite file such as file:./data/kick.db.'
		);
	}
	return openSqlite(url);
}
