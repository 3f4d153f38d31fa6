import { err, ok, type Result } from '@sapphire/result';
import { type DiscordFailure, discordFailure } from '../discord/oauth/DiscordFailure.js';
import type { DiscordUserApi } from '../discord/oauth/DiscordUserApi.js';
import { ExpiringCache } from '../time/ExpiringCache.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import type { Session } from './Sessions.js';

const RememberMs = 60_000;
const RecentMs = 10_000;
const MaxRemembered = 1_000;

/** Discord server that a person manages. */
export interface ManagedGuild {
	readonly id: string;
	readonly name: string;
	/** Hash of the server's picture; `null` without a picture. */
	readonly icon: string | null;
}

/** Servers that a person manages, from one answer of Discord, each list by name. */
export interface GuildLists {
	/** Servers with the bot. */
	readonly here: readonly ManagedGuild[];
	/** Servers without the bot. It can be added to them. */
	readonly elsewhere: readonly ManagedGuild[];
}

type Guilds = Result<readonly ManagedGuild[], DiscordFailure>;
type Lists = Result<GuildLists, DiscordFailure>;

/**
 * Finds out which Discord servers a person may see and change here. Discord's answer is at most a minute old.
 *
 * While Discord does not answer, all access is refused.
 */
export class GuildAccess {
	/** Servers that a person manages, with or without the bot. */
	readonly #managed = new ExpiringCache<string, Guilds>(RememberMs, MaxRemembered);
	/** Shares requests during a flood of forms, because Discord would block the bot for too many. */
	readonly #fresh = new FreshAnswers<string, Guilds>();

	public constructor(
		private readonly users: DiscordUserApi,
		private readonly hasBot: (guildId: string, maxAgeMs?: number) => Promise<boolean>
	) {}

	/** Returns the person's servers from an answer of the last minute. */
	public async guilds(session: Session): Promise<Lists> {
		return this.#divided(await this.#remembered(session));
	}

	/** Returns the person's servers from a fresh answer of Discord, for use before a change. */
	public async guildsNow(session: Session): Promise<Lists> {
		return this.#divided(await this.#asked(session));
	}

	/**
	 * Returns those of the named servers that this person may see: managed ones with the bot. Meant for streams, which
	 * stay open for long.
	 *
	 * @param freshness `recent`: an answer of the last 10 seconds is enough. `now`: asks Discord.
	 */
	public async visible(session: Session, guildIds: readonly string[], freshness: 'recent' | 'now'): Promise<Guilds> {
		const managed = await (freshness === 'now' ? this.#asked(session) : this.#remembered(session, RecentMs));
		const named = managed.map((guilds) => guilds.filter(({ id }) => guildIds.includes(id)));
		return (await this.#divided(named, RecentMs)).map(({ here }) => here);
	}

	public forget(session: Session): void {
		this.#managed.forget(session.idHash);
	}

	#remembered(session: Session, maxAgeMs?: number): Promise<Guilds> {
		return this.#shared(
			session,
			this.#managed.get(session.idHash, () => this.#ask(session), maxAgeMs)
		);
	}

	#asked(session: Session): Promise<Guilds> {
		const { idHash } = session;
		const ask = () => this.#managed.refresh(idHash, () => this.#ask(session));
		return this.#shared(session, this.#fresh.ask(idHash, ask));
	}

	/** Removes a failure from the cache, so that only its current callers get it. */
	async #shared(session: Session, asked: Promise<Guilds>): Promise<Guilds> {
		const guilds = await asked;
		if (guilds.isErr()) this.forget(session);
		return guilds;
	}

	async #ask(session: Session): Promise<Guilds> {
		const asked = await this.users.guilds(session.token);
		return asked.map((guilds) =>
			guilds
				.filter(({ isManager }) => isManager)
				.map(({ id, name, icon }) => ({ id, name, icon }))
				.sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1))
		);
	}

	/** Divides servers by whether the bot is there. */
	async #divided(managed: Guilds, maxAgeMs?: number): Promise<Lists> {
		if (managed.isErr()) return err(managed.unwrapErr());
		try {
			const guilds = managed.unwrap();
			const present = await Promise.all(guilds.map(({ id }) => this.hasBot(id, maxAgeMs)));
			const where = (hasBot: boolean) => guilds.filter((_guild, index) => present[index] === hasBot);
			return ok({ here: where(true), elsewhere: where(false) });
		} catch {
			return err(discordFailure('unavailable'));
		}
	}
}
