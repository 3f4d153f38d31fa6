import { err, ok, type Result } from '@sapphire/result';
import { type DiscordFailure, discordFailure } from '../../discord/oauth/DiscordFailure.js';
import type { DiscordUserApi } from '../../discord/oauth/DiscordUserApi.js';
import { ExpiringCache } from '../../time/ExpiringCache.js';
import { FreshAnswers } from '../../time/FreshAnswers.js';
import type { Session } from '../sessions/Session.js';

const RememberMs = 60_000;
const MostRemembered = 1_000;

/** A Discord server that a person manages, and that the bot is in. */
export interface ManagedGuild {
	readonly id: string;
	readonly name: string;
}

type Guilds = Result<readonly ManagedGuild[], DiscordFailure>;

/**
 * Which Discord servers a person may see and change here: by Discord's word, not older than a minute.
 *
 * When Discord does not answer, nobody may do anything.
 */
export class GuildAccess {
	readonly #guilds = new ExpiringCache<string, Guilds>(RememberMs, MostRemembered);
	/** Discord shall not be asked once for each of a flood of forms: it would shut the bot out. */
	readonly #fresh = new FreshAnswers<string, Guilds>();

	public constructor(
		private readonly users: DiscordUserApi,
		private readonly hasBot: (guildId: string) => Promise<boolean>
	) {}

	/** The servers of this person by name, as Discord said within the last minute. */
	public guilds(session: Session): Promise<Guilds> {
		return this.#remembered(
			session,
			this.#guilds.get(session.idHash, () => this.#ask(session))
		);
	}

	/** The same, as Discord says now: before anything is changed. */
	public guildsNow(session: Session): Promise<Guilds> {
		const { idHash } = session;
		const ask = () => this.#guilds.refresh(idHash, () => this.#ask(session));
		return this.#remembered(session, this.#fresh.ask(idHash, ask));
	}

	public forget(session: Session): void {
		this.#guilds.forget(session.idHash);
	}

	/** A failure is told to those who wait for it, and to nobody after them. */
	async #remembered(session: Session, asked: Promise<Guilds>): Promise<Guilds> {
		const guilds = await asked;
		if (guilds.isErr()) this.forget(session);
		return guilds;
	}

	async #ask(session: Session): Promise<Guilds> {
		const asked = await this.users.guilds(session.token);
		if (asked.isErr()) return err(asked.unwrapErr());
		const managed = asked.unwrap().filter(({ isManager }) => isManager);
		try {
			const present = await Promise.all(managed.map(({ id }) => this.hasBot(id)));
			const guilds = managed.filter((_guild, index) => present[index]).map(({ id, name }) => ({ id, name }));
			return ok(guilds.sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1)));
		} catch {
			return err(discordFailure('unavailable'));
		}
	}
}
