import type { Database } from '../storage/types.js';

/** Another process may link a server as well: what is known is read again after this long. */
const LifetimeMs = 1_000;

/**
 * Which Discord servers an event goes to: those whose channel is the broadcaster's and whose linked account is
 * the broadcaster's, too. A server that merely names somebody's channel gets nothing.
 */
export class GuildRoutes {
	readonly #routes = new Map<number, { guildIds: Promise<readonly string[]>; until: number }>();

	public constructor(private readonly database: Pick<Database, 'links' | 'settings' | 'departures'>) {}

	public guildsOf(broadcasterUserId: number): Promise<readonly string[]> {
		const known = this.#routes.get(broadcasterUserId);
		if (known && known.until > Date.now()) return known.guildIds;
		const guildIds = this.#read(broadcasterUserId);
		this.#routes.set(broadcasterUserId, { guildIds, until: Date.now() + LifetimeMs });
		// "Nobody" is not kept: the first events of a channel that another process just linked would be lost.
		guildIds.then(
			(found) => found.length === 0 && this.#routes.delete(broadcasterUserId),
			() => this.#routes.delete(broadcasterUserId)
		);
		return guildIds;
	}

	/** After a link, a sync, an unlink or a new channel. */
	public forget(): void {
		this.#routes.clear();
	}

	async #read(broadcasterUserId: number): Promise<readonly string[]> {
		const links = await this.database.links.ofAccount(broadcasterUserId);
		const departed = new Set(links.length > 0 ? await this.database.departures.before(new Date()) : []);
		const guildIds: string[] = [];
		for (const { guildId } of links) {
			if (departed.has(guildId)) continue;
			const settings = await this.database.settings.get(guildId);
			if (settings.broadcasterUserId === broadcasterUserId) guildIds.push(guildId);
		}
		return guildIds;
	}
}
