import type { Appended, EventWriter } from '../events/EventWriter.js';
import { eventValues } from '../events/eventColumns.js';
import type { NewEvent } from '../events/types.js';
import type { Prisma } from '../prisma.js';
import type { SqliteAdapter } from './SqliteAdapter.js';
import { toSqlite } from './sqliteValues.js';
import { performWrite } from './worker/performWrite.js';
import type { AppendedRows, EventRow, WriteRequest, WriteResult } from './worker/requests.js';
import { ThreadUnavailable, type WriterThread } from './worker/WriterThread.js';

/** Writes events on a worker thread, or on this thread without a worker. Both run the same statements. */
export class SqliteEventWriter implements EventWriter {
	readonly #adapter: SqliteAdapter;
	/** Also `null` after the worker could not be started. */
	#thread: WriterThread | null;

	public constructor(adapter: SqliteAdapter, thread: WriterThread | null) {
		this.#adapter = adapter;
		this.#thread = thread;
	}

	public async append(batch: readonly NewEvent[], mayBeOld: boolean): Promise<Appended> {
		const result = await this.#run({ kind: 'append', rows: batch.map(toRow), mayBeOld });
		const { before, seqs, inserted } = result as AppendedRows;
		return { before, seqs, inserted: new Set(inserted) };
	}

	public async execute(statements: readonly Prisma.Sql[]): Promise<void> {
		const bound = statements.map(({ sql, values }) => ({
			sql,
			values: values.map((value) => toSqlite(value, undefined))
		}));
		await this.#run({ kind: 'execute', statements: bound });
	}

	public async close(): Promise<void> {
		await this.#thread?.close();
	}

	async #run(request: WriteRequest): Promise<WriteResult> {
		try {
			if (this.#thread) return await this.#thread.run(request);
		} catch (error) {
			if (!(error instanceof ThreadUnavailable)) throw error;
			this.#thread = null;
			process.emitWarning('SQLite events are written on the main thread, because the worker could not be started.', {
				detail: String(error.cause ?? error)
			});
		}
		const waitsForDisk = request.kind === 'append';
		return this.#adapter.write((connection) => performWrite(connection, request), { waitsForDisk });
	}
}

function toRow(event: NewEvent): EventRow {
	return eventValues(event).map((value) => (typeof value === 'boolean' ? Number(value) : value));
}
