import { randomUUID } from 'node:crypto';
import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import { inTransaction } from '../direct/DirectClient.js';
import { type AppliedMigration, type Migration, nextMigration } from '../nextMigration.js';

/** Takes the same lock as `prisma migrate`. */
const TakeLock = 'SELECT pg_advisory_xact_lock(72707369)';

/** Exact copy of Prisma's own table, so that `prisma migrate status` and `deploy` still work. */
const HistoryTable = `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the missing migrations and returns their names. Each runs in one transaction with its record.
 *
 * When several processes start at once, one does the work and the others wait.
 */
export async function applyPostgresqlMigrations(
	adapter: SqlDriverAdapter,
	migrations: readonly Migration[]
): Promise<string[]> {
	const history = await readHistory(adapter);
	// The usual case takes no lock, because it must not wait for other users of the database.
	if (history && !nextMigration(history, migrations)) return [];
	const applied: string[] = [];
	for (;;) {
		// Each statement has to see what other processes committed before it.
		const name = await inTransaction(adapter, (transaction) => applyNext(transaction, migrations), {
			level: 'READ COMMITTED'
		});
		if (!name) return applied;
		applied.push(name);
	}
}

async function applyNext(transaction: SqlQueryable, migrations: readonly Migration[]): Promise<string | null> {
	await execute(transaction, TakeLock);
	const history = await readHistory(transaction);
	if (!history) await execute(transaction, HistoryTable);
	const migration = nextMigration(history ?? [], migrations);
	if (!migration) return null;
	await execute(transaction, migration.sql);
	await execute(
		transaction,
		`INSERT INTO _prisma_migrations
			(id, checksum, migration_name, started_at, finished_at, applied_steps_count)
		VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
		[randomUUID(), migration.checksum, migration.name]
	);
	return migration.name;
}

/** Returns `null` when the history table does not exist. */
async function readHistory(database: SqlQueryable): Promise<AppliedMigration[] | null> {
	if (!(await hasHistoryTable(database))) return null;
	const { rows } = await database.queryRaw({
		sql: `
			SELECT migration_name, checksum, finished_at IS NOT NULL FROM _prisma_migrations
			WHERE rolled_back_at IS NULL`,
		args: [],
		argTypes: []
	});
	return rows.map(([name, checksum, finished]) => ({
		name: String(name),
		checksum: String(checksum),
		finished: finished === true
	}));
}

/**
 * Checks first, because a user who may only read and write rows may not use CREATE. PostgreSQL refuses it even when the
 * table exists.
 */
async function hasHistoryTable(database: SqlQueryable): Promise<boolean> {
	const { rows } = await database.queryRaw({
		sql: `
			SELECT EXISTS (
				SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'
			)`,
		args: [],
		argTypes: []
	});
	return rows[0]?.[0] === true;
}

function execute(transaction: SqlQueryable, sql: string, args: string[] = []): Promise<number> {
	return transaction.executeRaw({ sql, args, argTypes: args.map(() => ({ scalarType: 'string', arity: 'scalar' })) });
}
