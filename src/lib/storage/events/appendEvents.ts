import type { TransactionOptions } from '../direct/DirectAdapter.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import type { Database } from '../types.js';
import { appendInOneStatement } from './appendInOneStatement.js';
import { insertEvents } from './insertEvents.js';
import { logDuplicates } from './logDuplicates.js';
import { numberEvents } from './numberEvents.js';
import type { NewEvent } from './types.js';

/** Result of adding a batch to the log. */
interface Appended {
	/** The last number of the log before the batch. */
	before: number;
	/** Number of each event of the batch. */
	seqs: number[];
	/** Numbers of those that were new. */
	inserted: ReadonlySet<number>;
}

interface Client extends Statements {
	$transaction<T>(run: (transaction: Statements) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

/**
 * Adds a batch to the log and waits for the disk. Also logs the duplicates in it: see `logDuplicates`.
 *
 * @param mayBeOld Whether version 0.1 may have stored some of them: its rows are moved while new events arrive.
 */
export type AppendEvents = (
	client: Client,
	rowSource: RowSource,
	batch: readonly NewEvent[],
	mayBeOld: boolean
) => Promise<Appended>;

/** On PostgreSQL each statement is a round trip. On SQLite simple statements are faster than one that does everything. */
export const appendEvents: Record<Database['provider'], AppendEvents> = {
	postgresql: appendInOneStatement,
	sqlite: (client, rowSource, batch, mayBeOld) =>
		client.$transaction(async (transaction) => {
			const { before, events } = await numberEvents(transaction, batch, 'sqlite');
			const inserted = await insertEvents(transaction, rowSource, events, mayBeOld);
			const repeated = events.filter(({ seq }) => !inserted.has(seq));
			await logDuplicates(transaction, rowSource, repeated, mayBeOld);
			return { before, seqs: events.map(({ seq }) => seq), inserted };
		})
};
