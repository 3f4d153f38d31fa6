import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import { BotScopes, type KickAccount, type KickRestClient, type TokenSet } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { ChannelLookup } from '../settings/ChannelLookup.js';
import type { ChannelSync } from '../settings/ChannelSync.js';
import type { Database } from '../storage/Database.js';
import type { ChangeOrigin } from '../storage/history/types.js';
import type { GuildLink } from '../storage/repositories/LinkRepository.js';
import type { LinkStateRow } from '../storage/repositories/LinkStateRepository.js';
import type { AccountRelease } from './AccountRelease.js';
import type { AccountTokens } from './AccountTokens.js';
import {
	botMayNotWrite,
	kickFailed,
	type LinkOutcome,
	linksEnded,
	missingScopes,
	whatNow,
	wrongAccount
} from './linkOutcome.js';
import type { OtherLinks } from './OtherLinks.js';
import type { Revocations } from './Revocations.js';

export interface AccountLinkerDependencies {
	rest: Pick<KickRestClient, 'getUsers'>;
	database: Database;
	tokens: AccountTokens;
	lookup: ChannelLookup;
	sync: ChannelSync;
	release: AccountRelease;
	revocations: Pick<Revocations, 'add'>;
	others: OtherLinks;
	useWebsocket: boolean;
	logger: Logger;
}

/** Stores a Kick account after its owner consented: as the account of a Discord server, or as the bot account. */
export class AccountLinker {
	public constructor(private readonly dependencies: AccountLinkerDependencies) {}

	/** @param guildName Name of the Discord server that the link was started in. */
	public async link(row: LinkStateRow, guildName: string, tokens: TokenSet): Promise<LinkOutcome> {
		const found = await this.#owner(tokens);
		if (found.isErr()) return kickFailed(found.unwrapErr(), row);
		const owner = found.unwrap();
		return row.account === 'bot'
			? this.#linkBot(row, owner, tokens)
			: this.#linkStreamer(row, guildName, owner, tokens);
	}

	async #owner(tokens: TokenSet): Promise<Result<KickAccount, KickError>> {
		const users = await this.dependencies.rest.getUsers(tokens.accessToken);
		if (users.isErr()) return err(users.unwrapErr());
		const user = users.unwrap()[0];
		return user
			? ok(user)
			: err(new KickError('invalid_response', 'Kick did not say whose account this is. Try again in a minute.'));
	}

	async #linkBot(row: LinkStateRow, owner: KickAccount, tokens: TokenSet): Promise<LinkOutcome> {
		const { database, logger, others, release, tokens: accountTokens } = this.dependencies;
		const missing = BotScopes.filter((scope) => !tokens.scopes.includes(scope));
		if (tokens.scopes.length > 0 && missing.includes('chat:write')) {
			await this.#discard(owner.userId, tokens);
			return botMayNotWrite(owner.username);
		}

		const before = await database.accounts.findBot();
		await this.#testLastConsent(owner.userId, null);
		// A streamer's consent is wider than this one and covers the bot account too, so it is kept.
		const isStreamer = (await database.links.ofAccount(owner.userId)).length > 0;
		const isKept = isStreamer && (await database.accounts.markBot(owner.userId));
		const ended = isKept ? [] : await this.#store(owner, null, tokens, { use: 'bot', origin: originOf(row) });
		accountTokens.forget(owner.userId);
		logger.info(`[Kick] ${owner.username} is linked as the bot account.`);
		if (ended.length > 0) await release.releaseIfUnused(owner.userId);
		if (before && before.userId !== owner.userId) await release.releaseIfUnused(before.userId);

		const next = this.dependencies.useWebsocket
			? 'The bot sends as this account in every chat that the live socket reads.'
			: 'The bot sends as this account when the live socket is on. Set KICK_USE_WEBSOCKET=true and restart the bot.';
		return {
			ok: true,
			status: 200,
			title: `${owner.username} is the bot account now`,
			lines: [next],
			private: { lines: linksEnded(await others.namesOf(ended)), others: null }
		};
	}

	async #linkStreamer(
		row: LinkStateRow,
		guildName: string,
		owner: KickAccount,
		tokens: TokenSet
	): Promise<LinkOutcome> {
		const { database, lookup, logger, others, release, sync, tokens: accountTokens } = this.dependencies;
		const { guildId } = row;
		const { channel: name, broadcasterUserId } = await database.settings.get(guildId);
		// A renamed channel keeps its id, but another channel may have taken its old name.
		const isKnown = !name || broadcasterUserId === owner.userId;
		const found = await (isKnown ? lookup.byUserId(owner.userId) : lookup.byName(name));
		if (found.isErr()) {
			await this.#discard(owner.userId, tokens);
			return kickFailed(found.unwrapErr(), row);
		}
		const channel = found.unwrap();
		if (channel.broadcasterUserId !== owner.userId) {
			await this.#discard(owner.userId, tokens);
			return wrongAccount(owner.username, channel.slug);
		}

		const before = await database.links.find(guildId);
		await this.#testLastConsent(owner.userId, guildId);
		const link = { guildId, userId: owner.userId, linkedBy: row.discordUserId, linkedAt: new Date() };
		const origin = originOf(row);
		const ended = await this.#store(owner, channel.slug, tokens, { use: link, origin });
		const settings = {
			channel: name ?? channel.slug,
			broadcasterUserId: owner.userId,
			// The stored chatroom id belongs to the channel that had this name before.
			...(broadcasterUserId !== null && !isKnown && { chatroomId: null })
		};
		// A channel that was set meanwhile is kept. The sync then reports that the account does not own it.
		await database.settings.change(guildId, (current) => (current.channel === name ? settings : null), origin);
		accountTokens.forget(owner.userId);
		logger.info(`[${guildName}] The Kick account ${owner.username} is linked.`);
		if (before && before.userId !== owner.userId) await release.releaseIfUnused(before.userId);

		const report = await sync.sync(guildId, {}, origin);
		const steps = report.match({
			ok: ({ steps }) => steps,
			err: ({ hint }) => [{ outcome: 'failed' as const, text: hint }]
		});
		// Warnings are about the chatroom id, which only the live socket needs. Kick's website often refuses it to
		// programs.
		const isMissing = (outcome: string) =>
			outcome === 'failed' || (outcome === 'warning' && this.dependencies.useWebsocket);
		const missing = steps.filter(({ outcome }) => isMissing(outcome)).map(({ text }) => text);
		return {
			ok: true,
			status: 200,
			title: `${owner.username} is linked to ${guildName}`,
			lines: [...missingScopes(tokens), ...missing, ...whatNow(missing)],
			private: { lines: linksEnded(await others.namesOf(ended)), others: await others.offer(owner, guildId) }
		};
	}

	/**
	 * Finds out whether the account's last consent is still valid, if links of other servers depend on it.
	 *
	 * The person may have removed the app on Kick while no request needed the token. The refresh then fails, and the
	 * account is marked `relink`.
	 */
	async #testLastConsent(userId: number, keptGuildId: string | null): Promise<void> {
		const { database, tokens } = this.dependencies;
		const links = await database.links.ofAccount(userId);
		if (links.every(({ guildId }) => guildId === keptGuildId)) return;
		const token = await tokens.accessToken(userId);
		if (token.isOk()) await tokens.renew(userId, token.unwrap());
	}

	/** Revokes tokens that were not stored, unless the account is linked elsewhere and still needs its consent. */
	async #discard(userId: number, { refreshToken }: TokenSet): Promise<void> {
		if (await this.dependencies.database.accounts.find(userId)) return;
		await this.dependencies.revocations.add(userId, refreshToken);
	}

	/** @returns Servers whose links ended because the account's last consent had ended. */
	async #store(
		{ userId, username }: KickAccount,
		slug: string | null,
		tokens: TokenSet,
		{ use, origin }: { use: GuildLink | 'bot'; origin: ChangeOrigin }
	): Promise<string[]> {
		const { database, logger, tokens: accountTokens } = this.dependencies;
		const row = {
			userId,
			username,
			slug,
			scopes: tokens.scopes,
			accessExpiresAt: tokens.expiresAt,
			linkedAt: new Date(),
			refreshExpiresAt: tokens.refreshExpiresAt,
			status: 'active' as const,
			isBot: use === 'bot'
		};
		const ended = await database.links.consent(accountTokens.seal(row, tokens), use, origin);
		for (const guildId of ended) {
			logger.info(`[${guildId}] The link of ${username} has ended: Kick no longer accepted the old one.`);
		}
		return ended;
	}
}

/** Returns the person who has started the link. */
function originOf({ discordUserId, discordUserName }: LinkStateRow): ChangeOrigin {
	return { by: { id: discordUserId, name: discordUserName, via: 'link_page' } };
}
