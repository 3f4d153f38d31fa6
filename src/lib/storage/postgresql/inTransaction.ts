import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';

/** Runs it between BEGIN and COMMIT, or ROLLBACK when it throws. Each statement sees what others committed before it. */
export async function inTransaction<T>(
	adapter: SqlDriverAdapter,
	run: (transaction: SqlQueryable) => Promise<T>
): Promise<T> {
	const transaction = await adapter.startTransaction('READ COMMITTED');
	const end = (sql: 'COMMIT' | 'ROLLBACK') => transaction.executeRaw({ sql, args: [], argTypes: [] });
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
