import type { FollowBuffer } from './FollowBuffer.js';
import type { LogEntry } from './LogEntry.js';

/** What the log of a server held at one look. */
export class LogSnapshot {
	readonly #entries: ReadonlyMap<string, LogEntry>;

	/**
	 * @param entries The newest, and some older ones.
	 * @param floor The oldest of the newest, where there may be more: what is below is not news, though it was not known.
	 */
	public constructor(
		entries: readonly LogEntry[],
		private readonly floor: string | null
	) {
		this.#entries = new Map(
			entries.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map((entry) => [entry.id, entry])
		);
	}

	/** Ids of those that will change. */
	public get unfinished(): string[] {
		const entries = [...this.#entries.values()];
		return entries.filter(({ state }) => state === 'pending' || state === 'retrying').map(({ id }) => id);
	}

	/** To one who comes: all that is newer than what was seen, and how the others are now. */
	public notify(follower: FollowBuffer, afterId: string): void {
		if (this.floor !== null && this.floor > afterId) follower.addGap();
		for (const entry of this.#entries.values()) follower.add(entry.id > afterId ? 'new' : 'changed', entry);
	}

	/** To one who has been told all before. */
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
