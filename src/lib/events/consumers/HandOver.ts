import type { Cluster } from '../../cluster/Cluster.js';
import type { QueueKey } from '../../storage/consumers/types.js';
import { toLogId } from '../../storage/events/logIds.js';
import type { EventRow, LogCommit } from '../../storage/events/types.js';
import type { Consumer } from './Consumer.js';
import type { GuildQueues } from './GuildQueues.js';
import { LogTail } from './LogTail.js';
import { shareParsed } from './parseStoredEvent.js';

export interface HandOverDependencies {
	queues: Pick<GuildQueues, 'find' | 'of' | 'forget'>;
	/** Current consumers by name. */
	consumers: ReadonlyMap<string, Consumer>;
	cluster: Pick<Cluster, 'owns' | 'wake'>;
	/** Version of the links, which rises with each change: see `GuildRoutes`. */
	linksVersion: () => number;
	/** Whether a queue of this process may handle the events that it is offered. */
	canBegin: (key: QueueKey) => boolean;
	/** Makes a queue read from the log. */
	pollQueue: (key: QueueKey) => void;
}

/**
 * Hands over events that this process has just stored.
 *
 * Queues of this process receive them in memory, if no event of another process can be missing. Processes with other
 * servers are woken.
 */
export class HandOver {
	readonly #tail = new LogTail();
	/** Version of the links at the last handover. */
	#linksVersion = 0;

	public constructor(private readonly dependencies: HandOverDependencies) {}

	/** Hands over the events of one commit. */
	public stored({ before, last, events }: LogCommit): void {
		const version = this.dependencies.linksVersion();
		const isCurrent =
			version === this.#linksVersion &&
			events.every(({ event: { routedAt } }) => routedAt === undefined || routedAt === version);
		this.#linksVersion = version;
		// A server that was linked in between may miss one of the events, so the queues read from the log.
		if (!isCurrent) this.#tail.restart();
		const isWhole = isCurrent && this.#tail.add(before, last);
		for (const { seq, event } of events) {
			if (event.guildIds.length === 0) continue;
			const row: EventRow = { ...event, id: toLogId(seq), isOwn: event.isOwn ?? false };
			shareParsed(event, row);
			for (const guildId of event.guildIds) this.#toGuild(guildId, row, seq, isWhole);
		}
	}

	/** Makes all queues read from the log again, also what they have in memory. */
	public forget(): void {
		this.#tail.restart();
		this.dependencies.queues.forget();
	}

	/** Whether a queue has every event up to this number of the log. */
	public isInMemory(key: QueueKey, head: number): boolean {
		return head <= this.#tail.end && (this.dependencies.queues.find(key)?.isComplete(this.#tail.start) ?? false);
	}

	#toGuild(guildId: string, event: EventRow, seq: number, isWhole: boolean): void {
		const { queues, consumers, cluster, canBegin, pollQueue } = this.dependencies;
		const isOwned = cluster.owns(guildId);
		if (!isOwned) cluster.wake(guildId);
		for (const { name, types } of consumers.values()) {
			const key = { consumer: name, guildId };
			// The server may come back before this process notices that another had it.
			if (!isOwned) queues.find(key)?.forget();
			else if (types !== null && !types.some((type) => type === event.type)) continue;
			else if (isWhole && canBegin(key)) {
				const cursorOf = event.broadcasterUserId;
				queues.of(key).offer({ event, seq, cursorOf, hasRow: false }, this.#tail.start);
			} else pollQueue(key);
		}
	}
}
