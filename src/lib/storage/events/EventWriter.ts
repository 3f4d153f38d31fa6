import type { Prisma } from '../prisma.js';
import type { NewEvent } from './types.js';

/** Result of adding a batch to the log. */
export interface Appended {
	/** The last number of the log before the batch. */
	before: number;
	/** Number of each event of the batch. */
	seqs: number[];
	/** Numbers of those that were new. */
	inserted: ReadonlySet<number>;
}

/** The writes that every event needs. Each database has its own way to make them cheap. */
export interface EventWriter {
	/**
	 * Adds a batch to the log and waits for the disk.
	 *
	 * Events whose message is known under another id are logged as duplicates: two subscriptions deliver each message twice. One that
	 * came again under the same id is the same delivery and is left as it is. Repetitions from the socket, and echoes of the bot's own
	 * messages, are not logged.
	 *
	 * @param mayBeOld Whether version 0.1 may have stored some of them: its rows are moved while new events arrive.
	 */
	append(batch: readonly NewEvent[], mayBeOld: boolean): Promise<Appended>;
	/** Runs statements in one transaction. A power cut may undo it, the end of the process does not. */
	execute(statements: readonly Prisma.Sql[]): Promise<void>;
	/** Waits for what is under way, for a few seconds at most. Call it before the database is closed. */
	close(): Promise<void>;
}
