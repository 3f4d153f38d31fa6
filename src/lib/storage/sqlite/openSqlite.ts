import { realpathSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { migrations } from '../../../generated/migrations.js';
import { KickError } from '../../kick/errors.js';
import { Database, type DatabaseSettings } from '../Database.js';
import { DirectClient } from '../direct/DirectClient.js';
import { PrismaClient } from '../prisma.js';
import { applySqliteMigrations } from './applySqliteMigrations.js';
import { connectSqlite } from './connectSqlite.js';
import { Mutex } from './Mutex.js';
import { SqliteAdapter } from './SqliteAdapter.js';
import type { SqliteConnection } from './SqliteConnection.js';
import { SqliteEventWriter } from './SqliteEventWriter.js';
import { SyncFailures } from './SyncFailures.js';
import { sqlitePath } from './sqlitePath.js';
import { type SyncFile, syncByPace } from './syncByPace.js';
import { type DiskSync, WalSync } from './WalSync.js';
import { builtWorker, type StartWorker } from './worker/builtWorker.js';
import { WriterThread } from './worker/WriterThread.js';

const CheckpointAttempts = 10;
const CheckpointPauseMs = 50;

export interface SqliteOptions {
	/** Waits for the disk on this thread. Events are then written on this thread, too. */
	syncFile?: SyncFile;
	/** Starts the worker that writes events. `null`: this thread writes them. */
	startWorker?: StartWorker | null;
}

export async function openSqlite(
	url: string,
	settings: DatabaseSettings,
	options: SqliteOptions = {}
): Promise<Database> {
	const path = sqlitePath(url);
	try {
		const connection = await connectSqlite(path);
		// SQLite keeps the log next to the target of a symbolic link.
		return await openMigrated(connection, realpathSync(path), settings, options);
	} catch (error) {
		throw error instanceof KickError ? error : unavailable(path, error);
	}
}

async function openMigrated(
	connection: SqliteConnection,
	path: string,
	settings: DatabaseSettings,
	{ syncFile, startWorker = syncFile ? null : builtWorker() }: SqliteOptions
): Promise<Database> {
	try {
		const migrated = await applySqliteMigrations(connection, migrations.sqlite);
		const inode = inodeOf(path);
		const failures = new SyncFailures();
		const disk = hasLog(connection) ? walSync(connection, path, failures, syncFile) : SyncedBySqlite;
		const writeMutex = new Mutex();
		const adapter = new SqliteAdapter(connection, disk, { writeMutex });
		// Without a log, a reader on one connection would block the writes of the other.
		const hasThread = startWorker !== null && disk !== SyncedBySqlite;
		const thread = hasThread ? new WriterThread({ startWorker, path, inode, failures, writeMutex }) : null;
		const writer = new SqliteEventWriter(adapter, thread);
		const prisma = new PrismaClient({
			adapter,
			// The default format prints the arguments of a failed call, which contain tokens and messages.
			errorFormat: 'minimal',
			transactionOptions: { maxWait: 10_000, timeout: 15_000 }
		});
		const check = sameFile(path, inode);
		const dispose = () => adapter.dispose();
		const direct = new DirectClient(adapter);
		return new Database({ prisma, direct, writer, provider: 'sqlite', migrated, settings, check, dispose });
	} catch (error) {
		connection.close();
		throw error;
	}
}

/** Returns whether SQLite uses a write-ahead log. A file system without shared memory has none. */
function hasLog(connection: SqliteConnection): boolean {
	return connection.query('PRAGMA journal_mode').rows[0]?.[0] === 'wal';
}

/** Makes the plugin wait for the disk in place of SQLite. */
function walSync(
	connection: SqliteConnection,
	path: string,
	failures: SyncFailures,
	syncFile: SyncFile = syncByPace()
): DiskSync {
	connection.script('PRAGMA synchronous = NORMAL');
	return new WalSync(`${path}-wal`, () => checkpointWhenFree(connection), syncFile, failures);
}

/** Writes the log to the file, and retries while the worker is in a transaction, which takes milliseconds. */
async function checkpointWhenFree(connection: SqliteConnection): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			return connection.checkpoint();
		} catch (error) {
			if (attempt === CheckpointAttempts) throw error;
		}
		await pause(CheckpointPauseMs);
	}
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

/** Returns the inode, which differs when another file replaces the one at the path. */
function inodeOf(path: string): bigint {
	return statSync(path, { bigint: true }).ino;
}

/**
 * Returns a check that rejects when the path has no file, or another one than the open file.
 *
 * An open file that is deleted can still be written, but all of it is lost at the next start.
 */
function sameFile(path: string, inode: bigint): () => Promise<void> {
	return async () => {
		const current = await stat(path, { bigint: true });
		if (current.ino !== inode) throw new Error('The database file was removed or replaced while it was open.');
	};
}
