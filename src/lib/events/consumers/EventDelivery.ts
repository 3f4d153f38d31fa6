import { setTimeout as pause } from 'node:timers/promises';
import type { KickChatMessage } from '../../kick/events.js';
import type { Logger } from '../../logger.js';
import type { DeliveryMark, QueuedEvent, QueueKey } from '../../storage/consumers/types.js';
import { ListenersConsumer } from '../../storage/consumers/wholeLog.js';
import type { EventRow } from '../../storage/events/types.js';
import type { Clock } from '../../time/Clock.js';
import { describeFailure } from '../describeFailure.js';
import type { HeardEvent } from '../ListenerRunner.js';
import { parseStoredEvent, toHeardEvent } from '../parseStoredEvent.js';
import { FatalStarts, type FirstEvent } from '../takeover/FirstEvent.js';
import type { Consumer } from './Consumer.js';
import { OpenMarks } from './OpenMarks.js';

/** Finds the bot's own messages among those that come back from Kick. */
export interface QueueEchoes {
	/** Waits, in bounded time, for Kick's answer to a sending where that decides it. */
	isEcho(message: KickChatMessage, stopped: AbortSignal): Promise<boolean>;
}

export interface EventDeliveryParts {
	/** Returns the count of an event that is about to be handled, or `null` unless it is the first one after a takeover. */
	first: (eventId: string) => FirstEvent | null;
	mark: (mark: DeliveryMark) => Promise<void>;
	/** Takes an event that is a message of the bot's own from all servers. */
	disown: (id: string) => Promise<void>;
	/** Returns whether the server is still linked to the channel. */
	isLinked: (broadcasterUserId: number) => Promise<boolean>;
	echoes: QueueEchoes;
	logger: Logger;
	/** Asked before each event, because the server may have passed to another process. */
	mayHandle: () => boolean;
	clock: Clock;
	stopped: AbortSignal;
	retryPausesMs: readonly number[];
	handlerLimitMs: number;
}

const StorageRetryMs = 1_000;
/** A handler that took longer may have had an effect: the next event then waits until this one is marked. */
const QuickMs = 2;

/** Hands the events of one queue to its consumer, with retries, and stores the results. */
export class EventDelivery {
	readonly #open: OpenMarks;
	/** Set while it handles what a dead process left: any event of that may have ended it, so each is marked before the next. */
	#isCareful = false;

	public constructor(
		private readonly key: QueueKey,
		private readonly consumer: Consumer,
		private readonly parts: EventDeliveryParts
	) {
		this.#open = new OpenMarks(parts.clock);
	}

	/** Resolves when the next event may be handled. */
	public beforeNext(): Promise<void> {
		return this.#open.beforeNext();
	}

	/** Resolves when all results are stored. */
	public settled(): Promise<void> {
		return this.#open.settled();
	}

	/** Resolves when the event is handled or has failed for good. Never rejects. */
	public async deliver(queued: QueuedEvent): Promise<void> {
		await this.#handle(queued).catch((error: unknown) => this.#giveUp(queued, 1, describeFailure(error)));
	}

	/** A server that is unlinked meanwhile gets nothing more of what was read. */
	public async isStillLinked({ event: { broadcasterUserId } }: QueuedEvent): Promise<boolean> {
		try {
			return broadcasterUserId === null || (await this.parts.isLinked(broadcasterUserId));
		} catch {
			// The events were for the server when they were read.
			return true;
		}
	}

	async #handle(queued: QueuedEvent): Promise<void> {
		const { event } = queued;
		const parsed = parseStoredEvent(event);
		if (!parsed) return this.#mark(queued, 'dead', 0, 'The stored event is not readable.');

		if (parsed.type === 'chat.message.sent') {
			const isEcho = await this.parts.echoes.isEcho(parsed.event as KickChatMessage, this.parts.stopped);
			if (isEcho) {
				await this.#untilStored(() => this.parts.disown(event.id));
				return this.#mark(queued, 'skipped', 0, null);
			}
			if (!this.parts.mayHandle()) return;
		}

		const first = this.parts.first(event.id);
		if (first?.isSuspect) this.#isCareful = true;
		if (first?.fatal) {
			await this.#giveUp(queued, FatalStarts, first.fatal);
			return this.#untilStored(() => first.end());
		}

		const read = () => toHeardEvent(parsed, event, this.key.guildId);
		const run = this.consumer.prepare(read, parsed.type, this.consumer.limitMs ?? this.parts.handlerLimitMs);
		for (let attempt = 1; ; attempt++) {
			if (first) await this.#untilStored(() => first.begin());
			if (!this.parts.mayHandle()) {
				// It was counted and not begun.
				if (first) await this.#untilStored(() => first.release());
				return;
			}
			const begun = this.parts.clock.now();
			const failures = await run.attempt();
			const isQuick = this.parts.clock.now() - begun <= QuickMs;
			if (first) await this.#untilStored(() => first.end());
			if (failures.length === 0) {
				const marked = this.#mark(queued, 'handled', attempt, null).then(() => this.#passOn(event, read));
				if (isQuick && !this.#isCareful) return this.#open.add(marked);
				return marked;
			}
			const reason = describeFailure(failures[0]);
			const pauseMs = this.parts.retryPausesMs[attempt - 1];
			if (pauseMs === undefined || !run.canRetry) return this.#giveUp(queued, attempt, reason);
			await this.#mark(queued, 'failed', attempt, reason);
			await this.#pause(pauseMs);
			if (!(await this.isStillLinked(queued))) return;
		}
	}

	/** A fault in what follows does not undo that the event is handled. */
	#passOn({ type, eventId }: EventRow, read: () => HeardEvent): void {
		try {
			this.consumer.onHandled?.(read);
		} catch (error) {
			this.parts.logger.error(`[Kick] ${type} ${eventId} was handled and could not be passed on.`, error);
		}
	}

	async #giveUp(queued: QueuedEvent, attempts: number, reason: string): Promise<void> {
		const { type, eventId } = queued.event;
		const { consumer, guildId } = this.key;
		const where = consumer === ListenersConsumer ? `in server ${guildId}` : `in server ${guildId} for ${consumer}`;
		this.parts.logger.error(`[Kick] ${type} ${eventId} failed ${attempts} times ${where} and is put aside: ${reason}`);
		await this.#mark(queued, 'dead', attempts, reason);
	}

	async #mark(
		queued: QueuedEvent,
		state: DeliveryMark['state'],
		attempts: number,
		error: string | null
	): Promise<void> {
		if (this.parts.stopped.aborted && state === 'failed') return;
		const { event, cursorOf, hasRow } = queued;
		// A later mark of the same event then replaces what this one stores.
		if (state === 'failed') queued.hasRow = true;
		const mark = { ...this.key, id: event.id, state, attempts, error, cursorOf, hasRow };
		await this.#untilStored(() => this.parts.mark({ ...mark, at: new Date() }));
	}

	/** Retries until the database accepts it, so that no event is skipped after a failed write. */
	async #untilStored(store: () => Promise<void>): Promise<void> {
		for (;;) {
			try {
				return await store();
			} catch (cause) {
				this.parts.logger.error('[Kick] A handled event could not be marked; tried again in a second.', cause);
				if (this.parts.stopped.aborted) return;
				await this.#pause(StorageRetryMs);
			}
		}
	}

	async #pause(lengthMs: number): Promise<void> {
		await pause(lengthMs, undefined, { signal: this.parts.stopped, ref: false }).catch(() => undefined);
	}
}
