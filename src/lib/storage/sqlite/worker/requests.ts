import type { MappedError } from '@prisma/driver-adapter-utils';
import type { SqliteValue } from '../sqliteValues.js';

/** Values of an event in the order of `EventColumns`. */
export type EventRow = readonly (string | number | null)[];

interface SqliteStatement {
	sql: string;
	values: SqliteValue[];
}

/** A transaction. `append` is answered when the disk has it. */
export type WriteRequest =
	| { kind: 'append'; rows: readonly EventRow[]; mayBeOld: boolean }
	| { kind: 'execute'; statements: readonly SqliteStatement[] };

export interface AppendedRows {
	before: number;
	seqs: number[];
	inserted: number[];
}

/** `null`: of statements. */
export type WriteResult = AppendedRows | null;

export type ToThread = WriteRequest | { kind: 'close' };

/** `ready` comes once, before all answers. Requests are answered in order. */
export type FromThread =
	| { kind: 'ready' }
	| { kind: 'done'; result: WriteResult }
	| { kind: 'failed'; error: MappedError };

/** Given to the thread when it starts. */
export interface ThreadData {
	/** Absolute path of the database. */
	path: string;
	/** Inode of the file that the main thread has open. */
	inode: bigint;
	/** Of `SyncFailures`. */
	failures: SharedArrayBuffer;
}
