import { type Awaitable, andThen } from '../../awaitable.js';
import type { Logger } from '../../logger.js';
import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';

/** Another process may link a server as well: what is known is read again after this long. */
const LifetimeMs = 1_000;

interface Route {
	/** The servers, or the lookup under way. */
	guildIds: Awaitable<ReadonlySet<string>>;
	until: number;
}

export interface GuildRoutesDependencies {
	cursors: Pick<ConsumerRepository, 'followLinks'>;
	/** Names of the consumers that get events. */
	consumers: () => readonly string[];
	logger: Logger;
}

/**
 * Which Discord servers an event goes to: those whose channel is the broadcaster's and whose linked account is
 * the broadcaster's, too. A server that merely names somebody's channel gets nothing.
 *
 * A lookup also makes the cursors follow the links. An event is stored after its servers were asked for, so a new link's cursor is
 * there before the first event, whichever program has linked the server.
 */
export class GuildRoutes {
	readonly #routes = new Map<number, Route>();
	/** What was read last, also where it is not kept. */
	readonly #seen = new Map<number, ReadonlySet<string>>();
	#version = 0;
	/** Called when the servers of a channel are others than before. */
	public onChanged: () => void = () => undefined;
	readonly #following = new Set<Promise<unknown>>();

	public constructor(private readonly dependencies: GuildRoutesDependencies) {}

	/** Rises with each change that this process knows of. */
	public get version(): number {
		return this.#version;
	}

	/** Returns at once while cached. A later event may know its servers first, so callers must keep the order. */
	public guildsOf(broadcasterUserId: number): Awaitable<ReadonlySet<string>> {
		const known = this.#routes.get(broadcasterUserId);
		if (known && known.until > Date.now()) return known.guildIds;
		// While it is read, all events wait for the same answer.
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

	/** Returns whether the server is linked to the channel: at once, where that was read within the last second. */
	public isLinked(guildId: string, broadcasterUserId: number): Awaitable<boolean> {
		return andThen(this.guildsOf(broadcasterUserId), (guildIds) => guildIds.has(guildId));
	}

	/** After a link, a sync, an unlink, a new channel or a new consumer. Resolves when the cursors follow. Never rejects. */
	public async changed(): Promise<void> {
		this.#routes.clear();
		try {
			await this.#follow();
		} catch (error) {
			this.dependencies.logger.warn('[Kick] The positions in the event log could not follow the links yet.', error);
			this.#rise();
		}
	}

	/** Resolves when no consumer that was removed before can get a cursor any more. Never rejects. */
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

	/** Only where cursors have changed, queues have to read again: many servers may join at once. */
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
