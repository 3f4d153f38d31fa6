import { randomUUID } from 'node:crypto';
import { KickError } from '../../kick/errors.js';
import { type AppliedMigration, type Migration, nextMigration } from '../nextMigration.js';
import { retryWhileBusy } from './retryWhileBusy.js';
import type { SqliteConnection } from './SqliteConnection.js';

/** Exact copy of Prisma's own table, so that `prisma migrate status` and `deploy` still work. */
const HistoryTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/**
 * Applies the missing migrations and returns their names. Each runs in one transaction with its record.
 *
 * When several processes start at once, one does the work and the others wait.
 */
export async function applySqliteMigrations(
	connection: SqliteConnection,
	migrations: readonly Migration[]
): Promise<string[]> {
	await retryWhileBusy(() => connection.script(HistoryTable));
	const history = await retryWhileBusy(() => readHistory(connection));
	if (!nextMigration(history, migrations)) return [];

	// Prisma rebuilds a table by dropping the old one, which deletes the rows that refer to it. Its scripts switch
	// foreign keys off for that. SQLite ignores the switch inside a transaction, so it has to be set here.
	connection.script('PRAGMA foreign_keys = OFF');
	try {
		const applied: string[] = [];
		for (;;) {
			const name = await applyNext(connection, migrations);
			if (!name) return applied;
			applied.push(name);
		}
	} finally {
		connection.script('PRAGMA foreign_keys = ON');
	}
}

async function applyNext(connection: SqliteConnection, migrations: readonly Migration[]): Promise<string | null> {
	await retryWhileBusy(() => connection.script('BEGIN IMMEDIATE'));
	try {
		const migration = nextMigration(readHistory(connection), migrations);
		if (migration) apply(connection, migration);
		await retryWhileBusy(() => connection.script('COMMIT'));
		return migration?.name ?? null;
	} catch (error) {
		if (connection.inTransaction) connection.script('ROLLBACK');
		throw error;
	}
}

function apply(connection: SqliteConnection, { name, checksum, sql }: Migration): void {
	const brokenBefore = countBrokenReferences(connection);
	connection.script(sql);
	if (countBrokenReferences(connection) > brokenBefore) {
		throw new KickError('storage_unavailable', `The migration ${name} would leave rows that refer to nothing.`);
	}
	const now = new Date().toISOString().replace('Z', '+00:00');
	connection.execute(
		`INSERT INTO "_prisma_migrations"
			("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
		VALUES (?, ?, ?, ?, ?, 1)`,
		[randomUUID(), checksum, name, now, now]
	);
}

/** Counts rows that refer to nothing. Tables of other programs may have some, because SQLite checks only on request. */
function countBrokenReferences(connection: SqliteConnection): number {
	return connection.query('PRAGMA foreign_key_check').rows.length;
}

function readHistory(connection: SqliteConnection): AppliedMigration[] {
	const { rows } = connection.query(
		`SELECT "migration_name", "checksum", "finished_at" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`
	);
	return rows.map(([name, checksum, finishedAt]) => ({
		name: String(name),
		checksum: String(checksum),
		finished: finishedAt !== null
	}));
}
