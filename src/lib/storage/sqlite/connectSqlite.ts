import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { retryWhileBusy } from './retryWhileBusy.js';
import { SqliteConnection } from './SqliteConnection.js';

/** FULL: what was committed survives a power cut too, not only the end of the process. */
const Pragmas = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON';

/** Opens the file, creating it and its folder when missing, the way the plugin wants every SQLite file. */
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
