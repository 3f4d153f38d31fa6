import type { ExclusiveWork } from '../cluster/Leases.js';
import { refreshLease } from '../cluster/leaseNames.js';
import type { TokenVault } from '../crypto/TokenVault.js';
import type { Database } from '../storage/Database.js';
import type { SealedPair } from '../storage/repositories/AccountRepository.js';
import { sealContexts } from './sealContexts.js';

type Tables = Pick<Database, 'accounts' | 'linkStates' | 'revocations' | 'sessions'>;

interface Sealed {
	sealed: Uint8Array;
	context: string;
	/** Replaces the sealed text if the row still has the old one. */
	write: (after: Uint8Array) => Promise<boolean>;
}

/**
 * Seals every row again that was sealed with the old key.
 *
 * Each row is written on its own, and only if it is unchanged. So a run may stop anywhere, and several processes may
 * run at once.
 */
export class Resealing {
	public constructor(
		private readonly database: Tables,
		private readonly vault: TokenVault,
		private readonly leases: Pick<ExclusiveWork, 'exclusively'>
	) {}

	/**
	 * @returns Number of rows that were sealed again, and of rows left for the next run because another process used
	 * them.
	 */
	public async run(isStopped: () => boolean): Promise<{ done: number; left: number }> {
		const outcome = { done: 0, left: 0 };
		const count = (isDone: boolean) => {
			outcome[isDone ? 'done' : 'left'] += 1;
		};
		for (const { userId, ...listed } of await this.database.accounts.list()) {
			if (isStopped()) return outcome;
			if (this.#pair(userId, listed)) count(await this.#account(userId));
		}
		for (const { sealed, context, write } of await this.#rows()) {
			if (isStopped()) return outcome;
			const after = this.vault.reseal(sealed, context);
			if (after) count(await write(after));
		}
		return outcome;
	}

	/** Seals the pair again under the lease of renewals, because a renewal replaces exactly the pair that it has read. */
	async #account(userId: number): Promise<boolean> {
		const { accounts } = this.database;
		const done = await this.leases.exclusively(refreshLease(userId), async () => {
			const account = await accounts.find(userId);
			const pair = account && this.#pair(userId, account);
			return !pair || accounts.reseal(userId, account, pair);
		});
		return done ?? false;
	}

	/** Returns `null` if the current key opens both. */
	#pair(userId: number, { sealedAccessToken, sealedRefreshToken }: SealedPair): SealedPair | null {
		const access = this.vault.reseal(sealedAccessToken, sealContexts.accessToken(userId));
		const refresh = sealedRefreshToken && this.vault.reseal(sealedRefreshToken, sealContexts.refreshToken(userId));
		if (!access && !refresh) return null;
		return { sealedAccessToken: access ?? sealedAccessToken, sealedRefreshToken: refresh ?? sealedRefreshToken };
	}

	async #rows(): Promise<Sealed[]> {
		const { linkStates, revocations, sessions } = this.database;
		return [
			...(await sessions.list()).map(({ idHash, sealedToken: sealed }) => ({
				sealed,
				context: sealContexts.session(idHash),
				write: (after: Uint8Array) => sessions.reseal(idHash, sealed, after)
			})),
			...(await linkStates.bound(new Date())).flatMap(({ sealedVerifier: sealed, stateHash }) =>
				sealed
					? {
							sealed,
							context: sealContexts.linkVerifier(stateHash),
							write: (after: Uint8Array) => linkStates.reseal(stateHash, sealed, after)
						}
					: []
			),
			...(await revocations.list()).map(({ id, sealedRefreshToken: sealed, userId }) => ({
				sealed,
				context: sealContexts.refreshToken(userId),
				write: (after: Uint8Array) => revocations.reseal(id, sealed, after)
			}))
		];
	}
}
