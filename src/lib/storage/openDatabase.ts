import type { Database, DatabaseSettings } from './Database.js';
import { openPostgresql } from './postgresql/openPostgresql.js';
import { openSqlite } from './sqlite/openSqlite.js';

/** Same default as the plugin's option. */
const Defaults: DatabaseSettings = { presenceMs: 10 * 60_000 };

/**
 * Opens the database and updates its tables. Safe for several processes at once.
 *
 * @param url An SQLite file, created with its folder when missing: `file:./data/kick.db`, `file:/data/kick.db` or
 * `file:///data/kick.db`. Or a PostgreSQL server: `postgresql://…` or `postgres://…`. Accepts Prisma's parameters
 * `schema` (created when missing), `connection_limit` (default 10) and `pgbouncer=true`.
 * @throws {KickError} `not_configured` when the URL can't be used. `storage_unavailable` when the database can't be
 * opened, or was migrated by another version of the plugin. Neither contains the URL, which may have a password.
 */
export async function openDatabase(url: string, settings: DatabaseSettings = Defaults): Promise<Database> {
	return /^postgres(ql)?:/i.test(url) ? openPostgresql(url, settings) : openSqlite(url, settings);
}
