import { err, ok, type Result } from '@sapphire/result';
import { z } from 'zod';
import type { TokenVault } from '../crypto/TokenVault.js';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { KickAccount } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';
import type { KickActor } from '../storage/history/types.js';
import type { GuildLink } from '../storage/repositories/LinkRepository.js';
import type { AccountRelease } from './AccountRelease.js';
import { type LinkOutcome, linkChanged, type OfferedLinks, Refusals } from './linkOutcome.js';

const LifetimeMs = 10 * 60_000;
const VaultContext = 'other links';
/** Keeps the page readable and its form small. */
const MaxShown = 50;

const ticket = z.object({
	userId: z.number(),
	username: z.string(),
	until: z.number(),
	/** Id of the server and time of its link. A link that is made again has another time, so it does not match. */
	links: z.array(z.tuple([z.string(), z.number()]))
});
type Ticket = z.infer<typeof ticket>;

export interface OtherLinksDependencies {
	database: Pick<Database, 'links'>;
	vault: TokenVault;
	release: Pick<AccountRelease, 'releaseIfUnused'>;
	discord: Pick<DiscordInfo, 'findGuildName'>;
	logger: Logger;
}

/**
 * Other Discord servers that an account is linked to.
 *
 * A person who has just proved that the account is theirs sees them, and may end each link. The sealed ticket names
 * these exact links. It is valid for 10 minutes and ends each link at most once.
 */
export class OtherLinks {
	public constructor(private readonly dependencies: OtherLinksDependencies) {}

	/** @returns `null` if the account is linked to no other server. */
	public async offer({ userId, username }: KickAccount, guildId: string): Promise<OfferedLinks | null> {
		const links = (await this.dependencies.database.links.ofAccount(userId)).filter((link) => link.guildId !== guildId);
		const shown = links.slice(0, MaxShown).map((link): Ticket['links'][number] => [link.guildId, +link.linkedAt]);
		return this.#offer({ userId, username, until: Date.now() + LifetimeMs, links: shown }, links);
	}

	/** Ends one of the links that a ticket names, unless it has changed since. */
	public async end(sealed: string, guildId: string): Promise<LinkOutcome> {
		const opened = this.#open(sealed);
		if (opened.isErr()) return opened.unwrapErr();
		const { userId, username, links } = opened.unwrap();
		const [, linkedAt] = links.find(([id]) => id === guildId) ?? [];
		if (linkedAt === undefined) return Refusals.unknownTicket();

		const { database, logger, release } = this.dependencies;
		// The person in this browser has proved to own the Kick account, and is not known on Discord.
		const by: KickActor = { id: null, name: username, via: 'link_page' };
		const isEnded = await database.links.deleteExactly({ guildId, userId, linkedAt: new Date(linkedAt) }, { by });
		const others = await this.#offer(opened.unwrap(), await database.links.ofAccount(userId));
		const [name = guildId] = await this.namesOf([guildId]);
		if (!isEnded) return { ...linkChanged(username, name), private: { lines: [], others } };
		logger.info(`[${name}] The owner of ${username} has removed the link to this server.`);
		await release.releaseIfUnused(userId);
		return {
			ok: true,
			status: 200,
			title: `${username} is no longer linked to ${name}`,
			lines: ['This Discord server no longer gets events of the channel, and can no longer send to its chat.'],
			private: { lines: [], others }
		};
	}

	/** Returns the names of servers. It uses the id if the bot left the server or Discord does not answer. */
	public namesOf(guildIds: readonly string[]): Promise<string[]> {
		const nameOf = async (guildId: string) => (await this.dependencies.discord.findGuildName(guildId)) ?? guildId;
		return Promise.all(guildIds.map((guildId) => nameOf(guildId).catch(() => guildId)));
	}

	/** Offers those links of a ticket that still exist. */
	async #offer(content: Ticket, present: readonly GuildLink[]): Promise<OfferedLinks | null> {
		const links = content.links.filter(([id, linkedAt]) =>
			present.some((link) => link.guildId === id && +link.linkedAt === linkedAt)
		);
		if (links.length === 0) return null;
		const ids = links.map(([id]) => id);
		const names = await this.namesOf(ids);
		const sealed = this.dependencies.vault.seal(JSON.stringify(content), VaultContext);
		return {
			username: content.username,
			ticket: Buffer.from(sealed).toString('base64url'),
			servers: ids.map((guildId, index) => ({ guildId, name: names[index] ?? guildId }))
		};
	}

	#open(sealed: string): Result<Ticket, LinkOutcome> {
		const text = this.dependencies.vault.open(Buffer.from(sealed, 'base64url'), VaultContext);
		if (text === null) return err(Refusals.unknownTicket());
		const content = ticket.parse(JSON.parse(text));
		return content.until > Date.now() ? ok(content) : err(Refusals.expiredTicket());
	}
}
