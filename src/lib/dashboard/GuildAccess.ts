import { err, ok, type Result } from '@sapphire/result';
import { type DiscordFailure, discordFailure } from '../discord/oauth/DiscordFailure.js';
import type { DiscordUserApi, PersonsGuild } from '../discord/oauth/DiscordUserApi.js';
import { GuildRights } from '../editors/GuildRights.js';
import { ExpiringCache } from '../time/ExpiringCache.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import type { EditorAccess, MaxAge } from './EditorAccess.js';
import type { Session } from './Sessions.js';

const RememberMs = 60_000;
const RecentMs = 10_000;
const MaxRemembered = 1_000;

/** Discord server of a person. */
export interface ManagedGuild {
	readonly id: string;
	readonly name: string;
	/** Hash of the server's picture; `null` without a picture. */
	readonly icon: string | null;
}

/** Discord server that a person may open here: they manage it, or have a role that may edit a section of it. */
export interface OpenGuild extends ManagedGuild {
	readonly rights: GuildRights;
}

/** Servers of a person, from one answer of Discord, each list by name. */
export interface GuildLists {
	/** Servers with the bot that the person may open. */
	readonly here: readonly OpenGuild[];
	/** Servers without the bot that the person manages. It can be added to them. */
	readonly elsewhere: readonly ManagedGuild[];
}

type Lists = Result<GuildLists, DiscordFailure>;
type PersonsGuilds = Result<readonly PersonsGuild[], DiscordFailure>;

interface ListOptions {
	/** Servers whose rights have to be known. If Discord does not answer for another one, that one is left out. */
	needed: readonly string[];
	/** Maximum age of Discord's answers about roles in the needed servers. Default: a minute. */
	maxAge?: MaxAge;
	/** Maximum age of a cached answer about the bot's own presence, in milliseconds. Default: a minute. */
	presenceMs?: number;
}

/**
 * Finds out which Discord servers a person may see and change here. Discord's answer is at most a minute old.
 *
 * While Discord does not answer, all access is refused.
 */
export class GuildAccess {
	/** All servers of a person, with or without the bot. */
	readonly #known = new ExpiringCache<string, PersonsGuilds>(RememberMs, MaxRemembered);
	/** Shares requests during a flood of forms, because Discord would block the bot for too many. */
	readonly #fresh = new FreshAnswers<string, PersonsGuilds>();

	public constructor(
		private readonly users: DiscordUserApi,
		private readonly hasBot: (guildId: string, maxAgeMs?: number) => Promise<boolean>,
		private readonly editors: EditorAccess
	) {}

	/**
	 * Returns the person's servers from answers of the last minute.
	 *
	 * @param guildId Server that the person asks for, if any.
	 */
	public async guilds(session: Session, guildId?: string): Promise<Lists> {
		return this.#lists(session, await this.#remembered(session), { needed: named(guildId) });
	}

	/** Returns the person's servers, for use before a change. Discord's answers about the named one are fresh. */
	public async guildsNow(session: Session, guildId?: string): Promise<Lists> {
		return this.#lists(session, await this.#asked(session), { needed: named(guildId), maxAge: 'now' });
	}

	/**
	 * Returns those of the named servers that this person may see. Meant for streams, which stay open for long.
	 *
	 * @param freshness `recent`: an answer of the last 10 seconds is enough. `now`: asks Discord.
	 */
	public async visible(
		session: Session,
		guildIds: readonly string[],
		freshness: 'recent' | 'now'
	): Promise<Result<readonly OpenGuild[], DiscordFailure>> {
		const known = await (freshness === 'now' ? this.#asked(session) : this.#remembered(session, RecentMs));
		const asked = known.map((guilds) => guilds.filter(({ id }) => guildIds.includes(id)));
		const maxAge = freshness === 'now' ? 'now' : RecentMs;
		const options = { needed: guildIds, maxAge, presenceMs: RecentMs } as const;
		return (await this.#lists(session, asked, options)).map(({ here }) => here);
	}

	public forget(session: Session): void {
		this.#known.forget(session.idHash);
	}

	#remembered(session: Session, maxAgeMs?: number): Promise<PersonsGuilds> {
		return this.#shared(
			session,
			this.#known.get(session.idHash, () => this.#ask(session), maxAgeMs)
		);
	}

	#asked(session: Session): Promise<PersonsGuilds> {
		const { idHash } = session;
		const ask = () => this.#known.refresh(idHash, () => this.#ask(session));
		return this.#shared(session, this.#fresh.ask(idHash, ask));
	}

	/** Removes a failure from the cache, so that only its current callers get it. */
	async #shared(session: Session, asked: Promise<PersonsGuilds>): Promise<PersonsGuilds> {
		const guilds = await asked;
		if (guilds.isErr()) this.forget(session);
		return guilds;
	}

	async #ask(session: Session): Promise<PersonsGuilds> {
		const asked = await this.users.guilds(session.token);
		return asked.map((guilds) =>
			guilds.sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1))
		);
	}

	/** Adds the person's rights to their servers, and divides them by whether the bot is there. */
	async #lists(session: Session, known: PersonsGuilds, options: ListOptions): Promise<Lists> {
		if (known.isErr()) return err(known.unwrapErr());
		const guilds = known.unwrap();
		const { needed, maxAge = RememberMs, presenceMs } = options;
		const idsOf = (wanted: boolean) => guilds.filter(({ isManager }) => isManager === wanted).map(({ id }) => id);
		const [present, rights] = await Promise.all([
			this.#present(idsOf(true), presenceMs),
			this.editors.rightsIn(session.userId, idsOf(false), (id) => (needed.includes(id) ? maxAge : RememberMs))
		]);
		if (present === null || needed.some((id) => rights.get(id) === 'unknown')) {
			return err(discordFailure('unavailable'));
		}
		const here: OpenGuild[] = [];
		const elsewhere: ManagedGuild[] = [];
		for (const { id, name, icon, isManager } of guilds) {
			const found = isManager ? GuildRights.manager : rights.get(id);
			if (isManager && !present.has(id)) elsewhere.push({ id, name, icon });
			else if (found && found !== 'unknown') here.push({ id, name, icon, rights: found });
		}
		return ok({ here, elsewhere });
	}

	/** Returns which of these servers have the bot, or `null` if Discord does not answer. */
	async #present(guildIds: readonly string[], maxAgeMs?: number): Promise<ReadonlySet<string> | null> {
		try {
			const present = await Promise.all(guildIds.map((id) => this.hasBot(id, maxAgeMs)));
			return new Set(guildIds.filter((_id, index) => present[index]));
		} catch {
			return null;
		}
	}
}

function named(guildId: string | undefined): string[] {
	return guildId === undefined ? [] : [guildId];
}
