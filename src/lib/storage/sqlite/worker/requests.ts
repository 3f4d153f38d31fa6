import type { MappedError } from '@prisma/driver-adapter-utils';
import type { SqliteValue } from '../sqliteValues.js';

/** Values of an event in the order of `EventColumns`. */
export type EventRow = readonly (string | number | null)[];

interface SqliteStatement {
	sql: string;
	values: SqliteValue[];
}

/** Transaction for the worker. `append` is answered after its data is on the disk. */
export type WriteRequest =
	| { kind: 'append'; rows: readonly EventRow[]; mayBeOld: boolean }
	| { kind: 'execute'; statements: readonly SqliteStatement[] };

export interface AppendedRows {
	before: number;
	seqs: number[];
	inserted: number[];
}

/** Result of a request; `null` for statements. */
export type WriteResult = AppendedRows | null;

export type ToThread = WriteRequest | { kind: 'close' };

/** Message of the worker. `ready` comes once, before all answers. Requests are answered in order. */
export type FromThread =
	| { kind: 'ready' }
	| { kind: 'done'; result: WriteResult }
	| { kind: 'failed'; error: MappedError };

/** Data that the thread gets when it starts. */
export interface ThreadData {
	/** Absolute path of the database. */
	path: string;
	/** Inode of the file that the main thread has open. */
	inode: bigint;
	/** Memory of `SyncFailures`. */
	failures: SharedArrayBuffer;
}
