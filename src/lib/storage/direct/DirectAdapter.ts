import type { IsolationLevel, SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils';

export interface TransactionOptions {
	/**
	 * Whether a commit is answered only when a power cut can't undo it. Otherwise the disk has it a moment later; the end of the
	 * process undoes it in no case. SQLite's only: PostgreSQL would lose such commits when its server process ends, too.
	 *
	 * @default true
	 */
	waitsForDisk?: boolean;
}

/** What our own SQL needs of a driver. */
export interface DirectAdapter extends Omit<SqlDriverAdapter, 'startTransaction'> {
	startTransaction(level?: IsolationLevel, options?: TransactionOptions): Promise<Transaction>;
}
