import type { SqliteConnection } from '../SqliteConnection.js';
import { appendRows } from './appendRows.js';
import type { WriteRequest, WriteResult } from './requests.js';

/** Carries out a request within a transaction that has the write lock. */
export function performWrite(connection: SqliteConnection, request: WriteRequest): WriteResult {
	if (request.kind === 'append') return appendRows(connection, request.rows, request.mayBeOld);
	for (const { sql, values } of request.statements) connection.execute(sql, values);
	return null;
}
