import type { ExclusiveWork } from '../cluster/Leases.js';
import { refreshLease } from '../cluster/leaseNames.js';
import type { Logger } from '../logger.js';
import { linkCommand } from './linkAgainBy.js';
import type { NewPair } from './RenewedPairs.js';

const RetryEveryMs = 2_000;

/**
 * Pairs that Kick has issued and the database has not stored yet.
 *
 * The stored pair may already be dead at Kick, so no other process may renew it. The account's lease is held until the
 * database has stored the new pair. If the process dies, its unsaved pairs are lost.
 */
export class UnsavedPairs {
	readonly #pairs = new Map<number, NewPair>();
	#timer: NodeJS.Timeout | null = null;
	#stopped = false;

	/** @param retry Tries to store the pair of an account again. */
	public constructor(
		private readonly leases: Pick<ExclusiveWork, 'hold' | 'release'>,
		private readonly retry: (userId: number) => Promise<unknown>,
		private readonly logger: Logger
	) {}

	public get(userId: number): NewPair | null {
		return this.#pairs.get(userId) ?? null;
	}

	public list(): NewPair[] {
		return [...this.#pairs.values()];
	}

	/** Keeps a pair and retries it. Call it while the account's lease is held. */
	public add(pair: NewPair, error: unknown): void {
		const { userId, username } = pair.account;
		if (!this.#pairs.has(userId)) {
			this.logger.warn(`[Kick] Could not store the renewed tokens of ${username}. Trying again every 2 s.`, error);
		}
		this.#pairs.set(userId, pair);
		this.leases.hold(refreshLease(userId));
		if (!this.#stopped) this.#timer ??= setInterval(() => this.#retryAll(), RetryEveryMs).unref();
	}

	/** Removes a pair and releases the lease. Call it while the account's lease is held. */
	public async remove(userId: number): Promise<void> {
		if (!this.#pairs.delete(userId)) return;
		if (this.#pairs.size === 0) this.#clearTimer();
		await this.leases.release(refreshLease(userId));
	}

	/** Ends the retries. Pairs that are still unsaved afterwards are lost with the process. */
	public stop(): void {
		this.#stopped = true;
		this.#clearTimer();
	}

	/** Logs which accounts may have to be linked again. */
	public reportLost(): void {
		for (const { account } of this.list()) {
			this.logger.error(
				`[Kick] Could not store the renewed tokens of ${account.username} before the stop, so they are lost. ` +
					`If the stored ones no longer work, it has to link again: run ${linkCommand(account)}.`
			);
		}
	}

	#retryAll(): void {
		for (const userId of this.#pairs.keys()) {
			// The failure is already logged, and the next attempt follows.
			this.retry(userId).catch(() => undefined);
		}
	}

	#clearTimer(): void {
		if (this.#timer) clearInterval(this.#timer);
		this.#timer = null;
	}
}
