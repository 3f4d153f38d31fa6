import type { DiscordInfo } from '../discord/DiscordInfo.js';
import { GuildRights } from '../editors/GuildRights.js';
import { knownSections } from '../editors/sections.js';
import type { EditorRepository, EditorRow } from '../storage/repositories/EditorRepository.js';
import { ExpiringCache } from '../time/ExpiringCache.js';
import { FreshAnswers } from '../time/FreshAnswers.js';

const RememberMs = 60_000;
/** Maximum age of a cached answer about the bot's own presence, where the person's roles have to be fresh. */
const RecentMs = 10_000;
const MaxRemembered = 10_000;

export interface EditorAccessDependencies {
	editors: Pick<EditorRepository, 'ofGuilds'>;
	discord: Pick<DiscordInfo, 'hasBot' | 'memberRoles'>;
}

/** Maximum age of Discord's answer, in milliseconds. `now`: asks Discord, as before every change. */
export type MaxAge = number | 'now';

/** Rights in servers that a person does not manage. `unknown`: Discord did not answer for the server. */
export type EditorRights = ReadonlyMap<string, GuildRights | 'unknown'>;

type Roles = readonly string[] | null;

/**
 * Finds out what a person may edit by a Discord role, in servers that they do not manage.
 *
 * The roles come from Discord, whose answer the bot requests only for servers with editors. Which sections a role may
 * edit is read from the database each time.
 */
export class EditorAccess {
	readonly #roles = new ExpiringCache<string, Roles>(RememberMs, MaxRemembered);
	/** Shares requests during a flood of forms. */
	readonly #fresh = new FreshAnswers<string, Roles>();

	public constructor(private readonly dependencies: EditorAccessDependencies) {}

	/** Returns the person's rights in those of the servers where they have any. One query serves all of them. */
	public async rightsIn(
		userId: string,
		guildIds: readonly string[],
		maxAgeOf: (guildId: string) => MaxAge
	): Promise<EditorRights> {
		if (guildIds.length === 0) return new Map();
		const rows = await this.dependencies.editors.ofGuilds(guildIds);
		const rights = new Map<string, GuildRights | 'unknown'>();
		const add = async (guildId: string) => {
			const editors = rows.filter((row) => row.guildId === guildId);
			const known = await this.#rightsOf(userId, guildId, editors, maxAgeOf(guildId)).catch(() => 'unknown' as const);
			if (known) rights.set(guildId, known);
		};
		await Promise.all([...new Set(rows.map(({ guildId }) => guildId))].map(add));
		return rights;
	}

	/** @throws When Discord does not answer. */
	async #rightsOf(
		userId: string,
		guildId: string,
		editors: readonly EditorRow[],
		maxAge: MaxAge
	): Promise<GuildRights | null> {
		const { discord } = this.dependencies;
		// Asked first, because Discord counts refused requests.
		if (!(await discord.hasBot(guildId, maxAge === 'now' ? RecentMs : maxAge))) return null;
		const roles = await this.#rolesOf(guildId, userId, maxAge);
		// The @everyone role has the server's id, and members do not list it. It gives no rights, even if it is stored.
		const sections = editors.filter(({ roleId }) => roles?.includes(roleId)).map(({ section }) => section);
		return GuildRights.editor(knownSections(sections));
	}

	#rolesOf(guildId: string, userId: string, maxAge: MaxAge): Promise<Roles> {
		const key = `${guildId}:${userId}`;
		const ask = () => this.dependencies.discord.memberRoles(guildId, userId);
		if (maxAge !== 'now') return this.#roles.get(key, ask, maxAge);
		return this.#fresh.ask(key, () => this.#roles.refresh(key, ask));
	}
}
