import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { retryWhileBusy } from './retryWhileBusy.js';
import { SqliteConnection } from './SqliteConnection.js';

/** FULL: a commit also survives a power cut, not only the end of the process. */
const Pragmas = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON';

/**
 * Opens a file with the pragmas that every SQLite file of the plugin needs. Creates the file and its folder when
 * missing.
 */
export async function connectSqlite(path: string): Promise<SqliteConnection> {
	mkdirSync(dirname(path), { recursive: true });
	const connection = new SqliteConnection(path);
	try {
		await retryWhileBusy(() => connection.script(Pragmas));
		return connection;
	} catch (error) {
		connection.close();
		throw error;
	}
}
