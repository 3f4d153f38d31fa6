import type { Database, DatabaseSettings } from './Database.js';
import { openPostgresql } from './postgresql/openPostgresql.js';
import { openSqlite } from './sqlite/openSqlite.js';

/** The plugin's option has the same default. */
const Defaults: DatabaseSettings = { presenceMs: 10 * 60_000 };

/**
 * Opens the database and brings its tables up to date. Safe for several processes at once.
 *
 * @param url `file:./data/kick.db`, `file:/data/kick.db` or `file:///data/kick.db`: an SQLite file, created with its
 * folder when missing. `postgresql://…` or `postgres://…`: a PostgreSQL server, with the parameters of Prisma that it still
 * needs: `schema` (created when missing), `connection_limit` (default 10) and `pgbouncer=true`.
 * @throws {KickError} `not_configured` when the URL can't be used, `storage_unavailable` when the database can't be opened or
 * was migrated by another version of the plugin. Neither names the URL, which may hold a password.
 */
export async function openDatabase(url: string, settings: DatabaseSettings = Defaults): Promise<Database> {
	return /^postgres(ql)?:/i.test(url) ? openPostgresql(url, settings) : openSqlite(url, settings);
}
