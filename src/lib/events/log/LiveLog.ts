import type { Logger } from '../../logger.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import { seqOfTime, toLogId } from '../../storage/events/logIds.js';
import type { EventRow } from '../../storage/events/types.js';
import { FollowBuffer, type LogUpdate } from './FollowBuffer.js';
import { GuildFeed } from './GuildFeed.js';
import type { GuildLogAccess } from './GuildLogAccess.js';

export interface FollowOptions {
	/** Id of the newest entry that was seen: what is newer is told first. Default: only what happens from now on. */
	afterId?: string;
	/** The same by time: what came since then is told first. */
	since?: Date;
	/** Ends it. */
	signal?: AbortSignal;
}

export interface LiveLogDependencies {
	log: EventLogRepository;
	access: GuildLogAccess;
	logger: Logger;
	/** @default 1000 */
	pollMs?: number;
}

const PollMs = 1_000;
const NudgeMs = 200;

/** Who follows the log of which server. One look at the database serves all that follow the same. */
export class LiveLog {
	readonly #feeds = new Map<string, GuildFeed>();
	#stopped = false;

	public constructor(private readonly dependencies: LiveLogDependencies) {}

	/** Ends with the signal, and when the bot stops. */
	public async *follow(
		guildId: string,
		{ since, afterId = since && toLogId(seqOfTime(since)), signal }: FollowOptions = {}
	): AsyncGenerator<LogUpdate, void, undefined> {
		if (this.#stopped || signal?.aborted) return;
		const follower = new FollowBuffer();
		const feed = this.#feed(guildId);
		// At once, and not when the reader comes back: it may never do so.
		const leave = () => {
			follower.end();
			feed.remove(follower);
			if (!feed.isFollowed && this.#feeds.get(guildId) === feed) this.#feeds.delete(guildId);
		};
		signal?.addEventListener('abort', leave, { once: true });
		try {
			await feed.add(follower, afterId);
			yield* follower.read();
		} finally {
			signal?.removeEventListener('abort', leave);
			leave();
		}
	}

	/** An event was stored by this process. */
	public stored({
		guildIds,
		broadcasterUserId
	}: { guildIds: readonly string[] } & Pick<EventRow, 'broadcasterUserId'>) {
		for (const [guildId, feed] of this.#feeds) {
			if (guildIds.includes(guildId) || feed.isOf(broadcasterUserId)) feed.nudge();
		}
	}

	/** What became of an event in a server has changed. */
	public changed(guildId: string, id: string): void {
		this.#feeds.get(guildId)?.nudge(id);
	}

	public stop(): void {
		this.#stopped = true;
		for (const feed of this.#feeds.values()) feed.end();
		this.#feeds.clear();
	}

	#feed(guildId: string): GuildFeed {
		const { log, access, logger, pollMs = PollMs } = this.dependencies;
		const feed = this.#feeds.get(guildId) ?? new GuildFeed(guildId, { log, access, logger, pollMs, nudgeMs: NudgeMs });
		this.#feeds.set(guildId, feed);
		return feed;
	}
}
