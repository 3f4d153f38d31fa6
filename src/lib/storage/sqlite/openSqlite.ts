import { migrations } from '../../../generated/migrations.js';
import { KickError } from '../../kick/errors.js';
import { DirectClient } from '../direct/DirectClient.js';
import { PrismaDatabase } from '../PrismaDatabase.js';
import { PrismaClient } from '../prisma.js';
import type { Database, DatabaseSettings } from '../types.js';
import { applySqliteMigrations } from './applySqliteMigrations.js';
import { connectSqlite } from './connectSqlite.js';
import { SqliteAdapter } from './SqliteAdapter.js';
import type { SqliteConnection } from './SqliteConnection.js';
import { sameFile } from './sameFile.js';
import { sqlitePath } from './sqlitePath.js';
import { type SyncFile, syncByPace } from './syncByPace.js';
import { type DiskSync, WalSync } from './WalSync.js';

export async function openSqlite(
	url: string,
	settings: DatabaseSettings,
	syncFile: SyncFile = syncByPace()
): Promise<Database> {
	const path = sqlitePath(url);
	try {
		const connection = await connectSqlite(path);
		return await openMigrated(connection, path, settings, syncFile);
	} catch (error) {
		throw error instanceof KickError ? error : unavailable(path, error);
	}
}

async function openMigrated(
	connection: SqliteConnection,
	path: string,
	settings: DatabaseSettings,
	syncFile: SyncFile
): Promise<Database> {
	try {
		const migrated = await applySqliteMigrations(connection, migrations.sqlite);
		const adapter = new SqliteAdapter(connection, diskSync(connection, path, syncFile));
		const prisma = new PrismaClient({
			adapter,
			// The default prints the arguments of a failed call, and those are tokens and messages.
			errorFormat: 'minimal',
			transactionOptions: { maxWait: 10_000, timeout: 15_000 }
		});
		const check = await sameFile(path);
		const dispose = () => adapter.dispose();
		const direct = new DirectClient(adapter);
		return new PrismaDatabase({ prisma, direct, provider: 'sqlite', migrated, settings, check, dispose });
	} catch (error) {
		connection.close();
		throw error;
	}
}

/** From here on we wait for the disk, in place of SQLite. A file system without shared memory has no log. */
function diskSync(connection: SqliteConnection, path: string, syncFile: SyncFile): DiskSync {
	if (connection.query('PRAGMA journal_mode').rows[0]?.[0] !== 'wal') return SyncedBySqlite;
	connection.script('PRAGMA synchronous = NORMAL');
	return new WalSync(`${path}-wal`, () => connection.checkpoint(), syncFile);
}

const SyncedBySqlite: DiskSync = {
	flush: async () => undefined,
	flushSoon: () => undefined,
	close: async () => undefined
};

function unavailable(path: string, cause: unknown): KickError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new KickError('storage_unavailable', `The database file ${path} can't be used: ${reason}.`, { cause });
}
