import type { Logger } from '../../logger.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import { seqOfTime, toLogId } from '../../storage/events/logIds.js';
import type { EventRow } from '../../storage/events/types.js';
import { FollowBuffer, type LogUpdate } from './FollowBuffer.js';
import { GuildFeed } from './GuildFeed.js';
import type { GuildLogAccess } from './GuildLogAccess.js';

/** Options of the `follow` methods. */
export interface FollowOptions {
	/**
	 * Id of the newest entry that the reader has seen. Newer entries are yielded first. Default: only new ones from now
	 * on.
	 */
	afterId?: string;
	/** Time from which entries are yielded first. An alternative to `afterId`. */
	since?: Date;
	/** Ends the loop. */
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

/** Followers of each server's log. One poll of the database serves all followers of the same server. */
export class LiveLog {
	readonly #feeds = new Map<string, GuildFeed>();
	#stopped = false;

	public constructor(private readonly dependencies: LiveLogDependencies) {}

	/** Yields updates. Ends with the signal, and when the bot stops. */
	public async *follow(
		guildId: string,
		{ since, afterId = since && toLogId(seqOfTime(since)), signal }: FollowOptions = {}
	): AsyncGenerator<LogUpdate, void, undefined> {
		if (this.#stopped || signal?.aborted) return;
		const follower = new FollowBuffer();
		const feed = this.#feed(guildId);
		// Runs at once on abort, because the reader may never ask for another update.
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

	/** Notifies feeds of an event that this process has stored. */
	public stored({
		guildIds,
		broadcasterUserId
	}: { guildIds: readonly string[] } & Pick<EventRow, 'broadcasterUserId'>) {
		for (const [guildId, feed] of this.#feeds) {
			if (guildIds.includes(guildId) || feed.isOf(broadcasterUserId)) feed.nudge();
		}
	}

	/** Notifies the feed of a server that the state of an event has changed there. */
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
