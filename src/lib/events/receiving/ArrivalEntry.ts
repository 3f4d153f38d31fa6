/** Place of an entry in its line. */
export interface Place {
	/** Lets the entries behind it pass. Its own result then waits for no other entry. */
	leave(): void;
	/** Returns to its place, ahead of later entries that are still queued. */
	rejoin(): void;
}

/** Name of a line. Entries keep their order within their line only. */
export type Line = string | number | null;

/** Parts of the queue that an entry uses. */
export interface EntryQueue {
	now(): number;
	advance(line: Line): void;
}

/** One piece of work in an `ArrivalQueue`. */
export class ArrivalEntry implements Place {
	/** Start of its hold time. */
	public since: number;
	public isAway = false;
	/** Releases the entry; `null` while its work runs. */
	public passOn: (() => void) | null = null;
	/** Set before any other code can run while the entry is in its line. */
	public reject: (error: unknown) => void = () => undefined;

	public constructor(
		public readonly line: Line,
		private readonly queue: EntryQueue
	) {
		this.since = queue.now();
	}

	public leave(): void {
		this.isAway = true;
		this.queue.advance(this.line);
	}

	public rejoin(): void {
		this.isAway = false;
		this.since = this.queue.now();
	}
}
