import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrations } from '../../../generated/migrations.js';
import { KickError } from '../../kick/errors.js';
import { PrismaDatabase } from '../PrismaDatabase.js';
import { PrismaClient } from '../prisma.js';
import type { Database } from '../types.js';
import { applySqliteMigrations } from './applySqliteMigrations.js';
import { retryWhileBusy } from './retryWhileBusy.js';
import { SqliteAdapter } from './SqliteAdapter.js';
import { SqliteConnection } from './SqliteConnection.js';
import { sqlitePath } from './sqlitePath.js';

/** Opens an SQLite file, creating it and its folder when missing, and migrates it. */
export async function openSqlite(url: string): Promise<Database> {
	const path = sqlitePath(url);
	const connection = await connect(path);
	try {
		const migrated = await applySqliteMigrations(connection, migrations.sqlite);
		const adapter = new SqliteAdapter(connection);
		const prisma = new PrismaClient({
			adapter,
			// The default prints the arguments of a failed call, and those are tokens and messages.
			errorFormat: 'minimal',
			transactionOptions: { maxWait: 10_000, timeout: 15_000 }
		});
		return new PrismaDatabase({ prisma, provider: 'sqlite', migrated, dispose: () => adapter.dispose() });
	} catch (error) {
		connection.close();
		throw error instanceof KickError ? error : unavailable(path, error);
	}
}

async function connect(path: string): Promise<SqliteConnection> {
	try {
		mkdirSync(dirname(path), { recursive: true });
		const connection = new SqliteConnection(path);
		await retryWhileBusy(() => connection.script('PRAGMA journal_mode = WAL'));
		// FULL: what was acknowledged survives a power cut too, not only the end of the process.
		connection.script('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
		return connection;
	} catch (error) {
		throw unavailable(path, error);
	}
}

function unavailable(path: string, cause: unknown): KickError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new KickError('storage_unavailable', `The database file ${path} can't be used: ${reason}.`, { cause });
}
