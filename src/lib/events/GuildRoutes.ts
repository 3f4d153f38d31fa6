import type { LinkRepository } from '../storage/links/types.js';

/** Another process may link a server as well: what is known is read again after this long. */
const LifetimeMs = 1_000;

interface Route {
	guildIds: Promise<readonly string[]>;
	until: number;
}

/**
 * Which Discord servers an event goes to: those whose channel is the broadcaster's and whose linked account is
 * the broadcaster's, too. A server that merely names somebody's channel gets nothing.
 */
export class GuildRoutes {
	readonly #routes = new Map<number, Route>();

	public constructor(private readonly links: Pick<LinkRepository, 'channels'>) {}

	public guildsOf(broadcasterUserId: number): Promise<readonly string[]> {
		const known = this.#routes.get(broadcasterUserId);
		if (known && known.until > Date.now()) return known.guildIds;
		// While it is read, all events wait for the same answer: so none passes another.
		const route: Route = { guildIds: this.#read(broadcasterUserId), until: Number.POSITIVE_INFINITY };
		this.#routes.set(broadcasterUserId, route);
		const keepFor = (lengthMs: number) => {
			route.until = Date.now() + lengthMs;
			if (lengthMs === 0 && this.#routes.get(broadcasterUserId) === route) this.#routes.delete(broadcasterUserId);
		};
		// "Nobody" is not kept: the first events of a channel that another process just linked would be lost.
		route.guildIds.then(
			({ length }) => keepFor(length === 0 ? 0 : LifetimeMs),
			() => keepFor(0)
		);
		return route.guildIds;
	}

	/** After a link, a sync, an unlink or a new channel. */
	public forget(): void {
		this.#routes.clear();
	}

	async #read(broadcasterUserId: number): Promise<readonly string[]> {
		return (await this.links.channels(broadcasterUserId)).map(({ guildId }) => guildId);
	}
}
