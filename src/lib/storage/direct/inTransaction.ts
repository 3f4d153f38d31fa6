import type { IsolationLevel, SqlQueryable } from '@prisma/driver-adapter-utils';
import type { DirectAdapter, TransactionOptions } from './DirectAdapter.js';

/** Runs it between BEGIN and COMMIT, or ROLLBACK when it throws. */
export async function inTransaction<T>(
	adapter: DirectAdapter,
	run: (transaction: SqlQueryable) => Promise<T>,
	{ level, ...options }: TransactionOptions & { level?: IsolationLevel } = {}
): Promise<T> {
	const transaction = await adapter.startTransaction(level, options);
	const end = async (sql: 'COMMIT' | 'ROLLBACK') => {
		// Such a transaction only lets go of the connection by itself.
		if (!transaction.options.usePhantomQuery) await transaction.executeRaw({ sql, args: [], argTypes: [] });
	};
	try {
		const result = await run(transaction);
		await end('COMMIT');
		await transaction.commit();
		return result;
	} catch (error) {
		await end('ROLLBACK').catch(() => undefined);
		await transaction.rollback();
		throw error;
	}
}
