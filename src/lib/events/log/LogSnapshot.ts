import type { FollowBuffer } from './FollowBuffer.js';
import type { LogEntry } from './LogEntry.js';

/** Entries that the log of a server held at one read. */
export class LogSnapshot {
	readonly #entries: ReadonlyMap<string, LogEntry>;

	/**
	 * @param entries Newest entries, and some older ones.
	 * @param floor Id of the oldest of the newest entries, if there may be more. Unknown entries below it are not new.
	 */
	public constructor(
		entries: readonly LogEntry[],
		private readonly floor: string | null
	) {
		this.#entries = new Map(
			entries.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map((entry) => [entry.id, entry])
		);
	}

	/** Ids of entries whose state will change. */
	public get unfinished(): string[] {
		const entries = [...this.#entries.values()];
		return entries.filter(({ state }) => state === 'pending' || state === 'retrying').map(({ id }) => id);
	}

	/**
	 * Notifies a follower that joins. It gets all entries after `afterId` as new, and the current state of the others.
	 */
	public notify(follower: FollowBuffer, afterId: string): void {
		if (this.floor !== null && this.floor > afterId) follower.addGap();
		for (const entry of this.#entries.values()) follower.add(entry.id > afterId ? 'new' : 'changed', entry);
	}

	/** Notifies a follower that has received everything in the snapshot before. */
	public notifyOfChanges(follower: FollowBuffer, before: LogSnapshot): void {
		const newest = before.#newest;
		if (this.floor !== null && this.floor > newest) follower.addGap();
		for (const entry of this.#entries.values()) {
			const known = before.#entries.get(entry.id);
			if (known && versionOf(known) === versionOf(entry)) continue;
			// Ids rise in the order of the commits. A lower one was moved from the log of version 0.1.
			follower.add(known || entry.id < newest ? 'changed' : 'new', entry);
		}
	}

	get #newest(): string {
		return [...this.#entries.keys()].at(-1) ?? '';
	}
}

function versionOf({ state, attempts, changedAt, isOwn }: LogEntry): string {
	return `${state} ${attempts} ${changedAt?.getTime()} ${isOwn}`;
}
