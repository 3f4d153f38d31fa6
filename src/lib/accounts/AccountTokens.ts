import { err, ok, type Result } from '@sapphire/result';
import type { ChatTokens } from '../chat/ports.js';
import type { ExclusiveWork } from '../cluster/Leases.js';
import { refreshLease } from '../cluster/leaseNames.js';
import type { TokenVault } from '../crypto/TokenVault.js';
import { KickError } from '../kick/errors.js';
import type { KickOAuthClient, TokenSet } from '../kick/index.js';
import type { Logger } from '../logger.js';
import { notLinked, relinkRequired, wrongTokenKey } from '../setupErrors.js';
import type { AccountRepository, AccountRow, SealedPair } from '../storage/repositories/AccountRepository.js';
import { Backoff } from './Backoff.js';
import { linkCommand } from './linkAgainBy.js';
import { type NewPair, RenewedPairs } from './RenewedPairs.js';
import type { Revocations } from './Revocations.js';
import { sealContexts } from './sealContexts.js';
import { sealPair } from './sealPair.js';
import { UnsavedPairs } from './UnsavedPairs.js';

/** Remaining lifetime below which a token is refreshed before use. */
const RefreshBeforeMs = 60_000;
const KeepAliveMs = 12 * 60 * 60_000;

export interface AccountTokensDependencies {
	accounts: Pick<AccountRepository, 'find' | 'renew' | 'markRelink'>;
	vault: TokenVault;
	oauth: Pick<KickOAuthClient, 'refresh'>;
	revocations: Pick<Revocations, 'add'>;
	/** Ensures that one process at a time renews the tokens of an account. */
	leases: ExclusiveWork;
	logger: Logger;
}

/** Access tokens of linked accounts. Concurrent callers share one refresh, and new tokens are stored before use. */
export class AccountTokens implements ChatTokens {
	readonly #refreshes = new Map<number, Promise<Result<string, KickError>>>();
	readonly #backoff = new Backoff();
	readonly #renewedPairs: RenewedPairs;
	readonly #unsaved: UnsavedPairs;

	public constructor(private readonly dependencies: AccountTokensDependencies) {
		const { accounts, leases, logger, revocations, vault } = dependencies;
		this.#renewedPairs = new RenewedPairs(accounts, vault, revocations);
		this.#unsaved = new UnsavedPairs(leases, (userId) => this.#refreshOnce(userId, null, 0), logger);
	}

	/** Seals a new pair into a row, which the caller saves. */
	public seal(row: Omit<AccountRow, keyof SealedPair>, tokens: TokenSet): AccountRow {
		return { ...row, ...sealPair(this.dependencies.vault, row.userId, tokens) };
	}

	/** Whether this bot's key opens the stored tokens. */
	public opens(row: Pick<AccountRow, 'userId' | 'sealedAccessToken'>): boolean {
		return this.#open(row) !== null;
	}

	public async accessToken(userId: number): Promise<Result<string, KickError>> {
		return this.#usable(userId, null, RefreshBeforeMs);
	}

	/** Returns another token after a 401: a newer stored one if there is one, otherwise a refreshed one. */
	public async renew(userId: number, rejectedToken: string): Promise<Result<string, KickError>> {
		return this.#usable(userId, rejectedToken, 0);
	}

	/** Refreshes a token that expired over 12 hours ago, because an unused refresh token expires too. */
	public async keepAlive(row: AccountRow): Promise<void> {
		if (row.status === 'active' && row.accessExpiresAt.getTime() + KeepAliveMs < Date.now()) {
			await this.accessToken(row.userId);
		}
	}

	/** Clears the pause after failures. Called after a new link or an unlink. */
	public forget(userId: number): void {
		this.#backoff.clear(userId);
	}

	/** Waits for running refreshes, and tries again to store unsaved pairs. */
	public async stop(): Promise<void> {
		this.#unsaved.stop();
		await Promise.allSettled(this.#refreshes.values());
		await Promise.allSettled(this.#unsaved.list().map(({ account }) => this.#refreshOnce(account.userId, null, 0)));
	}

	/** Logs the accounts whose renewed tokens are lost with this process. Called after the last attempt to store them. */
	public reportLost(): void {
		this.#unsaved.reportLost();
	}

	async #usable(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string, KickError>> {
		const running = this.#refreshes.get(userId);
		if (running) return running;
		const stored = await this.#stored(userId, rejected, reserveMs);
		if (!stored.isOkAnd((token) => token === null)) return stored as Result<string, KickError>;
		return this.#refreshOnce(userId, rejected, reserveMs);
	}

	/** Returns the stored token, or `null` if it has to be refreshed. */
	async #stored(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string | null, KickError>> {
		const row = await this.dependencies.accounts.find(userId);
		if (!row) return err(notLinked());
		if (row.status === 'relink') return err(relinkRequired());
		const token = this.#open(row);
		// The row is left alone, because the right key can still open it.
		if (token === null) return err(wrongTokenKey(row));
		if (row.accessExpiresAt.getTime() - Date.now() <= reserveMs) return ok(null);
		return ok(token === rejected ? null : token);
	}

	#refreshOnce(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string, KickError>> {
		const running = this.#refreshes.get(userId);
		if (running) return running;
		// Refreshing twice with the same token, in one process or two, commonly loses the link.
		const refresh = this.dependencies.leases
			.exclusively(refreshLease(userId), () => this.#refresh(userId, rejected, reserveMs))
			.then(
				(result) => result ?? err(new KickError('timeout', 'Another process is still renewing the token. Try again.'))
			)
			.finally(() => this.#refreshes.delete(userId));
		this.#refreshes.set(userId, refresh);
		return refresh;
	}

	async #refresh(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string, KickError>> {
		const unsaved = this.#unsaved.get(userId);
		if (unsaved) return this.#save(unsaved);
		// Read again, because another caller may have refreshed the pair before this turn. The old pair is dead then.
		const stored = await this.#stored(userId, rejected, reserveMs);
		if (!stored.isOkAnd((token) => token === null)) return stored as Result<string, KickError>;
		const row = await this.dependencies.accounts.find(userId);
		if (!row) return err(notLinked());
		const waiting = this.#backoff.error(userId);
		if (waiting) return err(waiting);

		const { sealedRefreshToken } = row;
		if (!sealedRefreshToken) return this.#relink(row);
		const refreshToken = this.dependencies.vault.open(sealedRefreshToken, sealContexts.refreshToken(userId));
		if (refreshToken === null) return err(wrongTokenKey(row));
		const refreshed = await this.dependencies.oauth.refresh(refreshToken);
		if (refreshed.isErr()) return this.#refused(row, rejected, refreshed.unwrapErr());
		this.#backoff.clear(userId);
		return this.#save({ account: { ...row, sealedRefreshToken }, tokens: refreshed.unwrap() });
	}

	async #save(pair: NewPair): Promise<Result<string, KickError>> {
		const { userId } = pair.account;
		const outcome = await this.#renewedPairs.save(pair).catch((error: unknown) => {
			this.#unsaved.add(pair, error);
			return null;
		});
		if (outcome === null) {
			return err(new KickError('storage_unavailable', 'The database does not answer. Try again in a minute.'));
		}
		await this.#unsaved.remove(userId);
		return outcome === 'saved' ? ok(pair.tokens.accessToken) : this.#newest(userId);
	}

	async #refused(row: AccountRow, rejected: string | null, error: KickError): Promise<Result<string, KickError>> {
		if (error.code === 'invalid_grant') return this.#relink(row);
		// Kick may or may not have renewed the pair. The caller's own request was certainly not sent, so the error differs.
		const failure = error.code === 'outcome_unknown' ? renewalUnanswered(error) : error;
		this.#backoff.failed(row.userId, failure);
		this.dependencies.logger.warn(
			`[Kick] Could not refresh the token of ${row.username} (${error.code}). The account stays linked.`
		);
		// If the refresh was early, the old token may still be valid for up to a minute.
		const token = this.#open(row);
		return token && token !== rejected && row.accessExpiresAt.getTime() > Date.now() ? ok(token) : err(failure);
	}

	/**
	 * Marks an account for relinking after Kick refused its tokens permanently. Returns the newest token if the account
	 * changed meanwhile.
	 */
	async #relink(row: AccountRow): Promise<Result<string, KickError>> {
		if (!(await this.dependencies.accounts.markRelink(row.userId, row.sealedRefreshToken)))
			return this.#newest(row.userId);
		this.dependencies.logger.warn(
			`[Kick] ${row.username} has to link again: Kick no longer accepts the link. Run ${linkCommand(row)}.`
		);
		return err(relinkRequired());
	}

	/** Returns the token of an account that changed during its renewal. */
	async #newest(userId: number): Promise<Result<string, KickError>> {
		const stored = await this.#stored(userId, null, 0);
		return stored.andThen((token) =>
			token === null ? err(new KickError('timeout', 'The account has just been linked again. Try again.')) : ok(token)
		);
	}

	#open({ userId, sealedAccessToken }: Pick<AccountRow, 'userId' | 'sealedAccessToken'>): string | null {
		return this.dependencies.vault.open(sealedAccessToken, sealContexts.accessToken(userId));
	}
}

function renewalUnanswered(cause: KickError): KickError {
	return new KickError('kick_unavailable', 'Kick did not answer when the access was renewed. Try again in a minute.', {
		detail: cause.detail
	});
}
