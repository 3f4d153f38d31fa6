import { err, ok, type Result } from '@sapphire/result';
import type { BotToken, BotTokens, ChatTokens } from '../chat/ports.js';
import type { KickError } from '../kick/errors.js';
import type { Logger } from '../logger.js';
import { botMayNotWrite, botRelinkRequired, noBotAccount } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { AccountTokens } from './AccountTokens.js';
import type { ConfiguredBotToken, ConfiguredBotTokenStatus } from './ConfiguredBotToken.js';

const PeriodMs = 15 * 60_000;
/** Short, because the bot's own messages may count as a viewer's until the account is known. */
const RetryMs = 30_000;

export interface BotAccountDependencies {
	database: Pick<Database, 'accounts' | 'links'>;
	tokens: ChatTokens & Pick<AccountTokens, 'opens'>;
	/** `null` if no token is configured. */
	configured: ConfiguredBotToken | null;
	logger: Logger;
}

/** Bot account in use, if any. There is at most one. */
export type BotAccountStatus =
	| { kind: 'none' }
	| { kind: 'linked'; account: AccountRow; opensTokens: boolean }
	| ({ kind: 'configured' } & ConfiguredBotTokenStatus);

/**
 * Account that the bot writes with while the live socket is on.
 *
 * It is the account linked by `/kick link account:bot`, otherwise that of `KICK_BOT_USER_TOKEN`.
 */
export class BotAccount implements BotTokens {
	#userIds: ReadonlySet<number> = new Set();
	#userId: number | null = null;
	#timer: NodeJS.Timeout | null = null;
	#retry: NodeJS.Timeout | undefined;
	#refreshes: Promise<void> = Promise.resolve();

	public constructor(private readonly dependencies: BotAccountDependencies) {}

	/**
	 * Kick user ids whose chat messages are the bot's own.
	 *
	 * A streamer's account is never among them, because a person writes with it too.
	 */
	public get userIds(): ReadonlySet<number> {
		return this.#userIds;
	}

	/** Kick user id of the account, even if a person writes with it too. `null` if there is none. */
	public get userId(): number | null {
		return this.#userId;
	}

	/**
	 * Refreshes now and every 15 minutes, in the background. A refresh is repeated after 30 seconds if it failed or did
	 * not find the owner of the configured token.
	 */
	public start(): void {
		this.#timer = setInterval(() => void this.refresh(), PeriodMs).unref();
		void this.refresh();
	}

	public async stop(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer);
		this.#timer = null;
		clearTimeout(this.#retry);
		await this.#refreshes;
	}

	/** Looks up the bot account, and warns if the configured token expires soon. Never rejects. */
	public refresh(): Promise<void> {
		this.#refreshes = this.#refreshes
			.then(() => this.#refresh())
			.catch((error) => {
				this.dependencies.logger.error('[Kick] Could not check the bot account.', error);
				return false;
			})
			.then((isKnown) => this.#retryUnless(isKnown));
		return this.#refreshes;
	}

	public async status(): Promise<BotAccountStatus> {
		const account = await this.#linked();
		if (account) return { kind: 'linked', account, opensTokens: this.dependencies.tokens.opens(account) };
		return this.dependencies.configured
			? { kind: 'configured', ...this.dependencies.configured.status }
			: { kind: 'none' };
	}

	public async token(): Promise<Result<BotToken, KickError>> {
		const account = await this.#linked();
		if (account) return this.#tokenOf(account, () => this.dependencies.tokens.accessToken(account.userId));
		return this.dependencies.configured?.token() ?? err(noBotAccount());
	}

	public async renew(rejectedToken: string): Promise<Result<BotToken, KickError>> {
		const account = await this.#linked();
		if (account) return this.#tokenOf(account, () => this.dependencies.tokens.renew(account.userId, rejectedToken));
		this.dependencies.configured?.reject();
		return this.token();
	}

	/**
	 * Returns the linked account. `null` if there is none, or if its link has ended and a configured token replaces it.
	 */
	async #linked(): Promise<AccountRow | null> {
		const account = await this.dependencies.database.accounts.findBot();
		return account?.status === 'relink' && this.dependencies.configured ? null : account;
	}

	async #tokenOf(
		{ scopes, status, userId, username }: AccountRow,
		get: () => Promise<Result<string, KickError>>
	): Promise<Result<BotToken, KickError>> {
		if (status === 'relink') return err(botRelinkRequired());
		if (scopes.length > 0 && !scopes.includes('chat:write')) {
			return err(botMayNotWrite());
		}
		const token = await get();
		return token.isErr() ? err(token.unwrapErr()) : ok({ accessToken: token.unwrap(), userId, username });
	}

	#retryUnless(isKnown: boolean): void {
		clearTimeout(this.#retry);
		if (!isKnown && this.#timer) this.#retry = setTimeout(() => void this.refresh(), RetryMs).unref();
	}

	/** @returns `false` while the owner of the configured token is unknown. */
	async #refresh(): Promise<boolean> {
		const account = await this.#linked();
		if (!account) await this.dependencies.configured?.refresh();
		const userId = account?.userId ?? this.dependencies.configured?.status.userId ?? null;
		const isBotOnly = userId !== null && (await this.dependencies.database.links.ofAccount(userId)).length === 0;
		this.#userId = userId;
		this.#userIds = new Set(isBotOnly ? [userId] : []);
		return userId !== null || !this.dependencies.configured?.status.isUsable;
	}
}
