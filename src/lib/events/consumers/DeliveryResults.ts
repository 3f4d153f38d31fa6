import type { Logger } from '../../logger.js';
import type { DeliveryMark, QueuedEvent, QueueKey } from '../../storage/consumers/types.js';
import type { Clock } from '../../time/Clock.js';
import { pauseUnlessAborted } from '../../time/pauseUnlessAborted.js';
import type { Consumer } from './Consumer.js';
import type { FlushTimer } from './FlushTimer.js';
import { OpenMarks } from './OpenMarks.js';
import { parseStoredEvent, toDeliveredEvent } from './parseStoredEvent.js';

type State = DeliveryMark['state'];

export interface DeliveryResultsDependencies {
	mark: (mark: DeliveryMark) => Promise<void>;
	/** Called after results were stored. */
	onMarked: (state: State, events: readonly QueuedEvent[]) => void;
	logger: Logger;
	clock: Clock;
	/** Shared by all queues. */
	flushTimer: FlushTimer;
	stopped: AbortSignal;
}

const StorageRetryMs = 1_000;

/**
 * Stores the results of one queue, and then publishes handled events.
 *
 * Retries until the database accepts a result, so that no event is skipped after a failed write.
 */
export class DeliveryResults {
	readonly #open: OpenMarks;

	public constructor(
		private readonly key: QueueKey,
		private readonly consumer: Consumer,
		private readonly dependencies: DeliveryResultsDependencies
	) {
		const { flushTimer: timer, clock } = dependencies;
		this.#open = new OpenMarks({ store: (events) => this.#markHandled(events), timer, clock });
	}

	/** Returns a promise if the next event has to wait for it. */
	public beforeNext(): Promise<void> | null {
		return this.#open.beforeNext();
	}

	/** Resolves when all results are stored. */
	public settled(): Promise<void> {
		return this.#open.settled();
	}

	/** Stores the event as handled within a few milliseconds. Only for an event that needs no row of its own. */
	public handledSoon(queued: QueuedEvent): void {
		this.#open.add(queued);
	}

	/** Resolves when the result is stored. */
	public async store(queued: QueuedEvent, state: State, attempts: number, error: string | null): Promise<void> {
		if (this.dependencies.stopped.aborted && state === 'retrying') return;
		// Results are stored in the order of the events.
		if (this.#open.isOpen) await this.#open.settled();
		if (await this.#store(queued, state, attempts, error)) this.dependencies.onMarked(state, [queued]);
		if (state === 'handled') this.#publish(queued);
	}

	/** Moves the cursor of each channel past its last event. */
	async #markHandled(events: readonly QueuedEvent[]): Promise<void> {
		const lasts = new Map(events.map((queued) => [queued.cursorOf, queued]));
		const stored = await Promise.all([...lasts.values()].map((queued) => this.#store(queued, 'handled', 1, null)));
		if (stored.every(Boolean)) this.dependencies.onMarked('handled', events);
		for (const queued of events) this.#publish(queued);
	}

	#store(queued: QueuedEvent, state: State, attempts: number, error: string | null): Promise<boolean> {
		const { consumer, guildId } = this.key;
		const { id } = queued.event;
		const { cursorOf, hasRow } = queued;
		// A later mark of the same event then replaces what this one stores.
		if (state === 'retrying') queued.hasRow = true;
		return this.untilStored(() =>
			this.dependencies.mark({ consumer, guildId, id, state, attempts, error, at: new Date(), cursorOf, hasRow })
		);
	}

	/** Publishes a handled event. An error there does not undo that the event is handled. */
	#publish({ event }: QueuedEvent): void {
		const parsed = parseStoredEvent(event);
		if (!parsed) return;
		try {
			this.consumer.onHandled?.(() => toDeliveredEvent(parsed, event, this.key.guildId));
		} catch (error) {
			this.dependencies.logger.error(
				`[Kick] ${event.type} ${event.eventId} was handled, but could not be published.`,
				error
			);
		}
	}

	/** Returns `false` if the bot stops before the database accepts it. */
	public async untilStored(store: () => Promise<void>): Promise<boolean> {
		for (;;) {
			try {
				await store();
				return true;
			} catch (cause) {
				this.dependencies.logger.error('[Kick] Could not mark an event as handled. Trying again in a second.', cause);
				if (this.dependencies.stopped.aborted) return false;
				await pauseUnlessAborted(StorageRetryMs, this.dependencies.stopped);
			}
		}
	}
}
