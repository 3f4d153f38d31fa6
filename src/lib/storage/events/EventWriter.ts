import type { Prisma } from '../prisma.js';
import type { NewEvent } from './types.js';

/** Result of adding a batch to the log. */
export interface Appended {
	/** Last number of the log before the batch. */
	before: number;
	/** Number of each event of the batch. */
	seqs: number[];
	/** Numbers of the events that were new. */
	inserted: ReadonlySet<number>;
}

/** Writes that every event needs. Each database has a fast implementation of its own. */
export interface EventWriter {
	/**
	 * Adds a batch to the log and waits for the disk.
	 *
	 * An event whose message is known under another id is logged as a duplicate, because two subscriptions deliver each
	 * message twice. A known event id means the same delivery again: its row is left unchanged. Repetitions from the
	 * socket, and echoes of the bot's own messages, are not logged.
	 *
	 * @param mayBeOld Whether version 0.1 may have stored some of them: its rows are moved while new events arrive.
	 */
	append(batch: readonly NewEvent[], mayBeOld: boolean): Promise<Appended>;
	/** Runs statements in one transaction. A power cut may undo it, but a crash of the process does not. */
	execute(statements: readonly Prisma.Sql[]): Promise<void>;
	/** Waits a few seconds at most for pending writes. Call it before the database is closed. */
	close(): Promise<void>;
}
