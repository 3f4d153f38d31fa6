import { setTimeout as sleep } from 'node:timers/promises';

const MaxAttempts = 10;
const PauseMs = 5;

/**
 * Retries a transaction that PostgreSQL rolled back because of another one: a deadlock or a serialization failure. A
 * rolled back transaction has changed nothing.
 *
 * @see https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
 */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await run();
		} catch (error) {
			if (attempt === MaxAttempts || !isConflict(error)) throw error;
		}
		// The random pause lets one of two conflicting transactions go first.
		await sleep(Math.random() * PauseMs * attempt);
	}
}

interface AdapterReason {
	kind?: string;
}

/**
 * Returns whether an error is a conflict. Prisma's own code for it is P2034. For raw SQL, Prisma wraps the adapter's
 * error in its own, and for a COMMIT it passes it on unwrapped.
 */
function isConflict(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: AdapterReason } } };
	const reasons = [meta?.driverAdapterError?.cause, error.cause as AdapterReason | undefined];
	return code === 'P2034' || reasons.some((reason) => reason?.kind === 'TransactionWriteConflict');
}
