import type { SqliteConnection } from './SqliteConnection.js';

/** Runs statements between BEGIN and COMMIT, without a turn of the event loop. Rolls back when one of them throws. */
export function writeTransaction<T>(connection: SqliteConnection, run: (connection: SqliteConnection) => T): T {
	connection.script('BEGIN IMMEDIATE');
	try {
		const result = run(connection);
		connection.script('COMMIT');
		return result;
	} catch (error) {
		// SQLite has already rolled back when the disk is full.
		if (connection.inTransaction) connection.script('ROLLBACK');
		throw error;
	}
}
