import type { Awaitable } from '../../awaitable.js';
import type { KickChatMessage } from '../../kick/events/index.js';
import type { Logger } from '../../logger.js';
import type { QueuedEvent, QueueKey } from '../../storage/consumers/types.js';
import { ListenersConsumer } from '../../storage/consumers/wholeLog.js';
import type { Clock } from '../../time/Clock.js';
import { pauseUnlessAborted } from '../../time/pauseUnlessAborted.js';
import { FatalStarts, type FirstEvent } from '../takeover/FirstEvent.js';
import type { Consumer } from './Consumer.js';
import type { DeliveryResults } from './DeliveryResults.js';
import { describeFailure } from './ListenerRunner.js';
import { parseStoredEvent, toDeliveredEvent } from './parseStoredEvent.js';

/** Recognizes the bot's own messages when they come back from Kick. */
export interface QueueEchoes {
	/**
	 * Returns whether the message is the bot's own. If Kick's answer to a send request decides it, waits a bounded time.
	 */
	isEcho(message: KickChatMessage, stopped: AbortSignal): Awaitable<boolean>;
}

export interface EventDeliveryDependencies {
	/** Returns the tracker of an event before it is handled; `null` unless it is the first one after a takeover. */
	first: (eventId: string) => FirstEvent | null;
	/** Marks an event as a message of the bot's own. Servers that have not handled it do not get it. */
	disown: (id: string) => Promise<void>;
	/** Returns whether the server is still linked to the channel. */
	isLinked: (broadcasterUserId: number) => Awaitable<boolean>;
	echoes: QueueEchoes;
	/** Called before each event, because the server may have passed to another process. */
	mayHandle: () => boolean;
	logger: Logger;
	clock: Clock;
	stopped: AbortSignal;
	retryPausesMs: readonly number[];
	handlerLimitMs: number;
}

/**
 * Maximum duration of a quick handler. A slower one may have had an effect, so the next event waits until this one is
 * marked.
 */
const QuickMs = 2;

/**
 * Delivers the events of one queue to its consumer, with retries, and stores the results.
 *
 * Awaits only real promises, because each `await` costs a microtask and one event may go to 1,000 servers.
 */
export class EventDelivery {
	/**
	 * Set while it handles the events of a dead process. Any of them may have ended it, so each is marked before the
	 * next.
	 */
	#isCareful = false;

	public constructor(
		private readonly key: QueueKey,
		private readonly consumer: Consumer,
		private readonly results: DeliveryResults,
		private readonly dependencies: EventDeliveryDependencies
	) {}

	/** Delivers one event. Resolves when it is handled or a dead letter. Never rejects. */
	public async deliver(queued: QueuedEvent): Promise<void> {
		try {
			await this.#handle(queued);
		} catch (error) {
			await this.#giveUp(queued, 1, describeFailure(error));
		}
	}

	/** Returns whether the server is still linked. An unlinked server gets none of the events that were read before. */
	public isStillLinked({ event: { broadcasterUserId } }: QueuedEvent): Awaitable<boolean> {
		if (broadcasterUserId === null) return true;
		const isLinked = this.dependencies.isLinked(broadcasterUserId);
		// If the links can't be read, the server counts as linked, because it was when the events were read.
		return isLinked instanceof Promise ? isLinked.catch(() => true) : isLinked;
	}

	async #handle(queued: QueuedEvent): Promise<void> {
		const { event } = queued;
		const parsed = parseStoredEvent(event);
		if (!parsed) return this.results.store(queued, 'dead_letter', 0, 'The stored event is not readable.');

		if (parsed.type === 'chat.message.sent') {
			const echo = this.dependencies.echoes.isEcho(parsed.event as KickChatMessage, this.dependencies.stopped);
			const isEcho = echo instanceof Promise ? await echo : echo;
			if (isEcho) {
				await this.results.untilStored(() => this.dependencies.disown(event.id));
				return this.results.store(queued, 'skipped', 0, null);
			}
			if (!this.dependencies.mayHandle()) return;
		}

		const first = this.dependencies.first(event.id);
		if (first?.isSuspect) this.#isCareful = true;
		if (first?.fatal) {
			await this.#giveUp(queued, FatalStarts, first.fatal);
			await this.results.untilStored(() => first.end());
			return;
		}

		const run = this.consumer.prepare(
			() => toDeliveredEvent(parsed, event, this.key.guildId),
			parsed.type,
			this.consumer.limitMs ?? this.dependencies.handlerLimitMs
		);
		for (let attempt = 1; ; attempt++) {
			if (first) await this.results.untilStored(() => first.begin());
			if (!this.dependencies.mayHandle()) {
				// The attempt was stored but has not begun.
				if (first) await this.results.untilStored(() => first.release());
				return;
			}
			const begun = this.dependencies.clock.now();
			const ended = run.attempt();
			const failures = ended instanceof Promise ? await ended : ended;
			const isQuick = this.dependencies.clock.now() - begun <= QuickMs;
			if (first) await this.results.untilStored(() => first.end());
			if (failures.length === 0) {
				const movesCursorOnly = attempt === 1 && !queued.hasRow && queued.cursorOf !== null;
				if (isQuick && !this.#isCareful && movesCursorOnly) return this.results.handledSoon(queued);
				return this.results.store(queued, 'handled', attempt, null);
			}
			const reason = describeFailure(failures[0]);
			const pauseMs = this.dependencies.retryPausesMs[attempt - 1];
			if (pauseMs === undefined || !run.canRetry) return this.#giveUp(queued, attempt, reason);
			await this.results.store(queued, 'retrying', attempt, reason);
			await pauseUnlessAborted(pauseMs, this.dependencies.stopped);
			if (!(await this.isStillLinked(queued))) return;
		}
	}

	async #giveUp(queued: QueuedEvent, attempts: number, reason: string): Promise<void> {
		const { type, eventId } = queued.event;
		const { consumer, guildId } = this.key;
		const where = consumer === ListenersConsumer ? `in server ${guildId}` : `in server ${guildId} for ${consumer}`;
		this.dependencies.logger.error(
			`[Kick] ${type} ${eventId} failed ${attempts} times ${where} and is now a dead letter: ${reason}`
		);
		await this.results.store(queued, 'dead_letter', attempts, reason);
	}
}
