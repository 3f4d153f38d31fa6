import { err, ok, type Result } from '@sapphire/result';
import type { ChatTokens } from '../chat/ports.js';
import { KickError } from '../kick/errors.js';
import type { KickOAuthClient, TokenSet } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { AccountRepository, AccountRow } from '../storage/accounts/types.js';
import { Backoff } from './Backoff.js';
import { linkCommand } from './linkAgainBy.js';
import type { TokenVault } from './TokenVault.js';

/** A token that ends this soon is refreshed before it is used. */
const RefreshBeforeMs = 60_000;
const KeepAliveMs = 12 * 60 * 60_000;

export const NotLinkedHint = 'No OAuth token found. The streamer has to link the Kick account: run /kick link.';
export const RelinkHint =
	'Kick no longer accepts the link of this account. The streamer has to link again: run /kick link.';

/** Access tokens of linked accounts: opened, refreshed once for all who wait, stored before they are used. */
export class AccountTokens implements ChatTokens {
	readonly #refreshes = new Map<number, Promise<Result<string, KickError>>>();
	readonly #backoff = new Backoff();
	/** Pairs that Kick has issued and the database has not taken yet: the old pair may be dead already. */
	readonly #unsaved = new Map<number, AccountRow>();

	public constructor(
		private readonly accounts: AccountRepository,
		private readonly vault: TokenVault,
		private readonly oauth: Pick<KickOAuthClient, 'refresh'>,
		private readonly exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T | null>,
		private readonly logger: Logger
	) {}

	/** Seals a new pair into a row; the caller saves it. */
	public seal(row: Omit<AccountRow, 'sealedAccessToken' | 'sealedRefreshToken'>, tokens: TokenSet): AccountRow {
		return {
			...row,
			sealedAccessToken: this.vault.seal(tokens.accessToken, accessContext(row.userId)),
			sealedRefreshToken: tokens.refreshToken ? this.vault.seal(tokens.refreshToken, refreshContext(row.userId)) : null
		};
	}

	public async accessToken(userId: number): Promise<Result<string, KickError>> {
		return this.#usable(userId, null, RefreshBeforeMs);
	}

	/** After a 401: a newer token if there is one by now, else a refreshed one. */
	public async renew(userId: number, rejectedToken: string): Promise<Result<string, KickError>> {
		return this.#usable(userId, rejectedToken, 0);
	}

	/** Refreshes a token that ended long ago, since a refresh token that nobody uses dies as well. */
	public async keepAlive(row: AccountRow): Promise<void> {
		if (row.status === 'active' && row.accessExpiresAt.getTime() + KeepAliveMs < Date.now()) {
			await this.accessToken(row.userId);
		}
	}

	/** The refresh token, to revoke it. */
	public async refreshToken(userId: number): Promise<string | null> {
		const row = await this.accounts.find(userId);
		return row?.sealedRefreshToken ? this.vault.open(row.sealedRefreshToken, refreshContext(userId)) : null;
	}

	/** Forgets what is kept in memory, after a new link or an unlink. */
	public forget(userId: number): void {
		this.#unsaved.delete(userId);
		this.#backoff.clear(userId);
	}

	async #usable(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string, KickError>> {
		const running = this.#refreshes.get(userId);
		if (running) return running;
		const stored = await this.#stored(userId, rejected, reserveMs);
		if (!stored.isOkAnd((token) => token === null)) return stored as Result<string, KickError>;
		return this.#refreshOnce(userId, rejected, reserveMs);
	}

	/** The stored token, or `null` when it has to be refreshed. */
	async #stored(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string | null, KickError>> {
		const row = await this.accounts.find(userId);
		if (!row) return err(new KickError('not_linked', NotLinkedHint));
		if (row.status === 'relink') return err(new KickError('relink_required', RelinkHint));
		if (row.accessExpiresAt.getTime() - Date.now() <= reserveMs) return ok(null);
		const token = this.vault.open(row.sealedAccessToken, accessContext(userId));
		if (!token) return this.#relink(row);
		return ok(token === rejected ? null : token);
	}

	#refreshOnce(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string, KickError>> {
		const running = this.#refreshes.get(userId);
		if (running) return running;
		// Two refreshes with the same token are the classic way to lose a link, be it in two processes.
		const refresh = this.exclusively(`refresh:${userId}`, () => this.#refresh(userId, rejected, reserveMs))
			.then(
				(result) => result ?? err(new KickError('timeout', 'Another process is still renewing the token. Try again.'))
			)
			.finally(() => this.#refreshes.delete(userId));
		this.#refreshes.set(userId, refresh);
		return refresh;
	}

	async #refresh(userId: number, rejected: string | null, reserveMs: number): Promise<Result<string, KickError>> {
		// Read again: somebody may have refreshed between the caller's look and this turn, and the old pair is dead then.
		const stored = await this.#stored(userId, rejected, reserveMs);
		if (!stored.isOkAnd((token) => token === null)) return stored as Result<string, KickError>;
		const row = await this.accounts.find(userId);
		if (!row) return err(new KickError('not_linked', NotLinkedHint));

		const unsaved = this.#unsaved.get(userId);
		if (unsaved) return this.#save(unsaved);
		const waiting = this.#backoff.error(userId);
		if (waiting) return err(waiting);

		const refreshToken = row.sealedRefreshToken && this.vault.open(row.sealedRefreshToken, refreshContext(userId));
		if (!refreshToken) return this.#relink(row);
		const refreshed = await this.oauth.refresh(refreshToken);
		if (refreshed.isErr()) return this.#refused(row, rejected, refreshed.unwrapErr());

		this.#backoff.clear(userId);
		const tokens = refreshed.unwrap();
		return this.#save(
			this.seal(
				{
					...row,
					scopes: tokens.scopes.length > 0 ? tokens.scopes : row.scopes,
					accessExpiresAt: tokens.expiresAt,
					refreshExpiresAt: tokens.refreshExpiresAt ?? row.refreshExpiresAt
				},
				tokens
			)
		);
	}

	async #save(row: AccountRow): Promise<Result<string, KickError>> {
		this.#unsaved.set(row.userId, row);
		const saved = await Promise.resolve(this.accounts.save(row)).then(
			() => true,
			() => false
		);
		if (!saved) {
			return err(new KickError('storage_unavailable', 'The database does not answer. Try again in a minute.'));
		}
		this.#unsaved.delete(row.userId);
		const token = this.vault.open(row.sealedAccessToken, accessContext(row.userId));
		return token ? ok(token) : this.#relink(row);
	}

	async #refused(row: AccountRow, rejected: string | null, error: KickError): Promise<Result<string, KickError>> {
		if (error.code === 'invalid_grant') return this.#relink(row);
		// Whether Kick renewed the pair is open; for whoever waits for a token it is certain that nothing was sent with it.
		const failure = error.code === 'outcome_unknown' ? renewalUnanswered(error) : error;
		this.#backoff.failed(row.userId, failure);
		this.logger.warn(`[Kick] The token of ${row.username} could not be refreshed (${error.code}); it stays linked.`);
		// It may still be good for the last minute, where it was asked for early.
		const token = this.vault.open(row.sealedAccessToken, accessContext(row.userId));
		return token && token !== rejected && row.accessExpiresAt.getTime() > Date.now() ? ok(token) : err(failure);
	}

	/** The tokens are dead, or the key that sealed them is gone: only a person can mend that. */
	async #relink(row: AccountRow): Promise<Result<never, KickError>> {
		const current = await this.accounts.find(row.userId);
		const isNewer = current && !sameBytes(current.sealedAccessToken, row.sealedAccessToken);
		if (!isNewer) {
			await this.accounts.setStatus(row.userId, 'relink');
			this.logger.warn(
				`[Kick] ${row.username} has to link again: Kick no longer accepts the link. Run ${linkCommand(row)}.`
			);
		}
		return err(new KickError('relink_required', RelinkHint));
	}
}

function renewalUnanswered(cause: KickError): KickError {
	return new KickError('kick_unavailable', 'Kick did not answer when the access was renewed. Try again in a minute.', {
		detail: cause.detail
	});
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return Buffer.compare(one, other) === 0;
}

function accessContext(userId: number): string {
	return `${userId}:access`;
}

function refreshContext(userId: number): string {
	return `${userId}:refresh`;
}
