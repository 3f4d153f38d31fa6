import type { Logger } from '../../logger.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { FollowBuffer } from './FollowBuffer.js';
import type { GuildLogAccess } from './GuildLogAccess.js';
import { toLogEntry } from './LogEntry.js';
import { LogSnapshot } from './LogSnapshot.js';

export interface GuildFeedDependencies {
	log: Pick<EventLogRepository, 'page' | 'rows' | 'unfinished'>;
	access: GuildLogAccess;
	logger: Logger;
	/** Pause between polls for changes of which the feed was not notified, in milliseconds. */
	pollMs: number;
	/** Pause between a notification and the read, in milliseconds, so that many changes at once are read together. */
	nudgeMs: number;
}

/**
 * Maximum number of newest entries in a read. The same limit applies to unfinished entries, and to entries that this
 * process has changed.
 */
const Window = 100;

/**
 * Feed of one server's log. It compares what the database holds with what it held before.
 *
 * Other processes receive and handle events as well, and an event's state changes long after it was stored.
 */
export class GuildFeed {
	readonly #followers = new Set<FollowBuffer>();
	/** Followers that joined since the last read, with the last id that each has seen. */
	readonly #joining = new Map<FollowBuffer, string | undefined>();
	/** Ids of events that this process has changed since the last read. */
	readonly #touched = new Set<string>();
	#last: LogSnapshot | null = null;
	#broadcasterUserId: number | null = null;
	#reading: Promise<void> | null = null;
	#timer: NodeJS.Timeout | null = null;
	#isNudged = false;
	#isFailing = false;
	#ended = false;

	public constructor(
		private readonly guildId: string,
		private readonly dependencies: GuildFeedDependencies
	) {}

	public get isFollowed(): boolean {
		return this.#followers.size > 0;
	}

	/**
	 * Adds a follower, which is notified of what follows.
	 *
	 * @param afterId Newest entry that the follower has seen. It receives all newer entries, and the current state of the
	 * others. Default: neither.
	 */
	public async add(follower: FollowBuffer, afterId: string | undefined): Promise<void> {
		this.#followers.add(follower);
		this.#joining.set(follower, afterId);
		while (this.#reading) await this.#reading;
		// A read that began meanwhile has notified this follower as well.
		if (this.#joining.has(follower)) await this.#read();
	}

	public remove(follower: FollowBuffer): void {
		this.#followers.delete(follower);
		this.#joining.delete(follower);
		if (!this.isFollowed) this.#clearTimer();
	}

	/** Requests a read soon, because an event was stored or has changed. */
	public nudge(id?: string): void {
		if (id !== undefined && this.#touched.size < Window) this.#touched.add(id);
		if (this.#isNudged || !this.isFollowed) return;
		this.#isNudged = true;
		this.#readAfter(this.dependencies.nudgeMs);
	}

	public isOf(broadcasterUserId: number | null): boolean {
		return broadcasterUserId !== null && broadcasterUserId === this.#broadcasterUserId;
	}

	public end(): void {
		this.#ended = true;
		this.#clearTimer();
		for (const follower of this.#followers) follower.end();
	}

	async #read(): Promise<void> {
		this.#clearTimer();
		this.#isNudged = false;
		this.#reading = this.#compare().finally(() => {
			this.#reading = null;
			if (this.isFollowed) this.#readAfter(this.#isNudged ? this.dependencies.nudgeMs : this.dependencies.pollMs);
		});
		await this.#reading;
	}

	async #compare(): Promise<void> {
		try {
			const scope = await this.dependencies.access.of(this.guildId);
			if (!scope) return;
			this.#broadcasterUserId = scope.broadcasterUserId;
			const touched = [...this.#touched];
			// Read before the newest page. An event stored in between would count as an old one, and hide a gap.
			const unfinished = await this.dependencies.log.unfinished(this.guildId, Window);
			const { rows } = await this.dependencies.log.page(scope, { limit: Window });
			const newest = new Set(rows.map(({ id }) => id));
			const others = new Set([...touched, ...unfinished, ...(this.#last?.unfinished ?? [])]);
			const wanted = [...others].filter((id) => !newest.has(id)).slice(0, 2 * Window);
			const older = wanted.length > 0 ? await this.dependencies.log.rows(scope, wanted) : [];
			const floor = rows.length === Window ? rows.at(-1)!.id : null;
			this.#notify(new LogSnapshot([...rows, ...older].map(toLogEntry), floor));
			for (const id of touched) this.#touched.delete(id);
			this.#isFailing = false;
		} catch (error) {
			if (!this.#isFailing && !this.#ended)
				this.dependencies.logger.warn('[Kick] Could not read the event log for its followers.', error);
			this.#isFailing = true;
		}
	}

	#notify(now: LogSnapshot): void {
		const before = this.#last;
		this.#last = now;
		for (const follower of this.#followers) {
			const afterId = this.#joining.get(follower);
			if (afterId !== undefined) now.notify(follower, afterId);
			else if (before && !this.#joining.has(follower)) now.notifyOfChanges(follower, before);
		}
		this.#joining.clear();
	}

	#readAfter(delayMs: number): void {
		if (this.#reading || this.#ended) return;
		this.#clearTimer();
		this.#timer = setTimeout(() => void (this.#reading ?? this.#read()), delayMs).unref();
	}

	#clearTimer(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
	}
}
