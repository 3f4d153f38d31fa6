import { setTimeout as sleep } from 'node:timers/promises';

const MaxAttempts = 10;
const PauseMs = 5;

/**
 * Runs a transaction again when PostgreSQL took it back for the sake of another one: a deadlock, or two that can't have come
 * one after the other. Nothing of it was done then.
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
		// Of two that met, one shall come first.
		await sleep(Math.random() * PauseMs * attempt);
	}
}

interface AdapterReason {
	kind?: string;
}

/** Prisma has a code for it. For a statement of ours it passes on the adapter's error within its own, and bare for a COMMIT. */
function isConflict(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: AdapterReason } } };
	const reasons = [meta?.driverAdapterError?.cause, error.cause as AdapterReason | undefined];
	return code === 'P2034' || reasons.some((reason) => reason?.kind === 'TransactionWriteConflict');
}
