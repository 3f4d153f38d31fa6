/** Place of an entry in its queue. */
export interface QueuePlace {
	/** Lets the entries behind it pass. Its own result then waits for no other entry. */
	leave(): void;
	/** Returns to its place, ahead of later entries that are still queued. */
	rejoin(): void;
}

/** Name of a queue within an `ArrivalQueue`. Entries keep their order within their queue only. */
export type QueueName = string | number | null;

/** Part of the `ArrivalQueue` that an entry uses. */
export interface EntryHost {
	now(): number;
	advance(queueName: QueueName): void;
}

/** One piece of work in an `ArrivalQueue`. */
export class ArrivalEntry implements QueuePlace {
	/** Start of its hold time. */
	public since: number;
	public isAway = false;
	/** Releases the entry; `null` while its work runs. */
	public release: (() => void) | null = null;
	/** Set before any other code can run while the entry is in its queue. */
	public reject: (error: unknown) => void = () => undefined;

	public constructor(
		public readonly queueName: QueueName,
		private readonly host: EntryHost
	) {
		this.since = host.now();
	}

	public leave(): void {
		this.isAway = true;
		this.host.advance(this.queueName);
	}

	public rejoin(): void {
		this.isAway = false;
		this.since = this.host.now();
	}
}
