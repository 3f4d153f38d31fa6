import { type Awaitable, andThen } from '../../awaitable.js';
import type { Logger } from '../../logger.js';
import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';

/** Lifetime of a cached lookup, short because another process may link a server as well. */
const LifetimeMs = 1_000;

interface Route {
	/** Servers, or the running lookup. */
	guildIds: Awaitable<ReadonlySet<string>>;
	until: number;
}

export interface GuildRoutesDependencies {
	cursors: Pick<ConsumerRepository, 'followLinks'>;
	/** Names of the consumers that receive events. */
	consumers: () => readonly string[];
	logger: Logger;
}

/**
 * Finds the Discord servers that receive an event.
 *
 * Such a server has the broadcaster's channel and has linked the broadcaster's account. A server that only names
 * another user's channel receives nothing.
 *
 * A lookup also makes the cursors follow the links. An event is stored after its servers were looked up. So the cursor
 * of a new link exists before its first event, whichever process linked the server.
 */
export class GuildRoutes {
	readonly #routes = new Map<number, Route>();
	/** Servers of the last lookup for each channel, even if that is not cached. */
	readonly #seen = new Map<number, ReadonlySet<string>>();
	#version = 0;
	/** Called when the servers of a channel have changed. */
	public onChanged: () => void = () => undefined;
	readonly #following = new Set<Promise<unknown>>();

	public constructor(private readonly dependencies: GuildRoutesDependencies) {}

	/** Version of the links. It rises with each change that this process knows of. */
	public get version(): number {
		return this.#version;
	}

	/**
	 * Returns the servers of a channel, at once if they are cached. A later event may get its servers first, so callers
	 * must keep the order.
	 */
	public guildsOf(broadcasterUserId: number): Awaitable<ReadonlySet<string>> {
		const known = this.#routes.get(broadcasterUserId);
		if (known && known.until > Date.now()) return known.guildIds;
		// All events that arrive during a lookup wait for its result.
		const reading = this.#read(broadcasterUserId);
		const route: Route = { guildIds: reading, until: Number.POSITIVE_INFINITY };
		this.#routes.set(broadcasterUserId, route);
		reading.then(
			(guildIds) => this.#keep(broadcasterUserId, route, guildIds),
			() => this.#forget(broadcasterUserId, route)
		);
		return reading;
	}

	#keep(broadcasterUserId: number, route: Route, guildIds: ReadonlySet<string>): void {
		// An empty result is not cached: the first events of a channel that another process just linked would be lost.
		if (guildIds.size === 0) this.#forget(broadcasterUserId, route);
		route.guildIds = guildIds;
		route.until = Date.now() + LifetimeMs;
	}

	#forget(broadcasterUserId: number, route: Route): void {
		if (this.#routes.get(broadcasterUserId) === route) this.#routes.delete(broadcasterUserId);
	}

	/** Returns whether the server is linked to the channel: at once, if that was read within the last second. */
	public isLinked(guildId: string, broadcasterUserId: number): Awaitable<boolean> {
		return andThen(this.guildsOf(broadcasterUserId), (guildIds) => guildIds.has(guildId));
	}

	/**
	 * Updates the cursors after a link, a sync, an unlink, a new channel or a new consumer. Resolves when they follow the
	 * links. Never rejects.
	 */
	public async changed(): Promise<void> {
		this.#routes.clear();
		try {
			await this.#follow();
		} catch (error) {
			this.dependencies.logger.warn(
				'[Kick] Could not update the cursors of the event log after a change of links. The next event updates them.',
				error
			);
			this.#rise();
		}
	}

	/** Resolves when a consumer that was removed before this call can no longer get a cursor. Never rejects. */
	public async settled(): Promise<void> {
		await Promise.allSettled(this.#following);
	}

	async #read(broadcasterUserId: number): Promise<ReadonlySet<string>> {
		const guildIds = new Set(await this.#follow(broadcasterUserId));
		const before = this.#seen.get(broadcasterUserId);
		if (guildIds.size > 0) this.#seen.set(broadcasterUserId, guildIds);
		else this.#seen.delete(broadcasterUserId);
		const isSame = before?.size === guildIds.size && [...guildIds].every((guildId) => before.has(guildId));
		if (before && !isSame) this.#rise();
		return guildIds;
	}

	#rise(): void {
		this.#version += 1;
		this.onChanged();
	}

	/**
	 * Makes the cursors follow the links. Queues read again only if cursors have changed, because many servers may join
	 * at once.
	 */
	async #follow(broadcasterUserId?: number): Promise<string[]> {
		const following = this.dependencies.cursors.followLinks(this.dependencies.consumers(), broadcasterUserId, () =>
			this.#rise()
		);
		this.#following.add(following);
		try {
			return await following;
		} finally {
			this.#following.delete(following);
		}
	}
}
