import { setTimeout as pause } from 'node:timers/promises';
import type { KickChatMessage } from '../kick/events.js';
import type { Logger } from '../logger.js';
import type { DeliveryMark, EventRepository, EventRow } from '../storage/events/types.js';
import type { Clock } from '../time/Clock.js';
import { describeFailure } from './describeFailure.js';
import type { HeardEvent, ListenerRunner } from './ListenerRunner.js';
import { OpenMarks } from './OpenMarks.js';
import { parseStoredEvent } from './parseStoredEvent.js';
import { FatalStarts, type FirstEvent } from './takeover/FirstEvent.js';

/** Finds the bot's own messages among those that come back from Kick. */
export interface LaneEchoes {
	/** Waits, in bounded time, for Kick's answer to a sending where that decides it. */
	isEcho(message: KickChatMessage, stopped: AbortSignal): Promise<boolean>;
}

export interface GuildLaneParts {
	events: EventRepository;
	runner: ListenerRunner;
	/** For an event that is about to be handled: `null` unless it is the first one after a takeover. */
	first: (eventId: string) => FirstEvent | null;
	mark: (mark: DeliveryMark) => Promise<void>;
	/** The event is a message of the bot's own: no server shall wait for it. */
	disown: (id: string) => Promise<void>;
	/** @param read Makes the event once more, as no listener has changed it. */
	onHandled: (read: () => HeardEvent) => void;
	echoes: LaneEchoes;
	logger: Logger;
	/** Asked before each event: the server may belong to another process by now. */
	mayHandle: () => boolean;
	clock: Clock;
	stopped: AbortSignal;
	onIdle: () => void;
	retryPausesMs: readonly number[];
	handlerLimitMs: number;
}

const PageSize = 200;
const StorageRetryMs = 1_000;
/** A listener that took longer may have had an effect: the next event then waits until this one is marked. */
const QuickMs = 2;

/**
 * The events of one Discord server, one after the other. Nothing here delays another server.
 *
 * Only the database knows them all: another process may have stored an older one a moment ago. So they are read from there,
 * and nothing is handed over in memory.
 */
export class GuildLane {
	/** Whether the database may hold events that were not read yet. */
	#hasMore = false;
	#running: Promise<void> | null = null;
	readonly #open: OpenMarks;
	/** Set while it handles what a dead process left: any event of that may have ended it, so each is marked before the next. */
	#isCareful = false;

	public constructor(
		private readonly guildId: string,
		private readonly parts: GuildLaneParts
	) {
		this.#open = new OpenMarks(parts.clock);
	}

	/** The database holds something for the server. */
	public wake(): void {
		this.#hasMore = true;
		this.#running ??= this.#run()
			.catch((error) => {
				// The dispatcher asks again soon. Asking at once could end in a circle.
				this.#hasMore = false;
				this.parts.logger.error(`[Kick] Handling the events of server ${this.guildId} was interrupted.`, error);
			})
			.finally(() => {
				this.#running = null;
				if (this.#hasMore && this.parts.mayHandle()) this.wake();
				else this.parts.onIdle();
			});
	}

	public async settled(): Promise<void> {
		await this.#running;
	}

	async #run(): Promise<void> {
		while (this.#hasMore && this.parts.mayHandle()) {
			this.#hasMore = false;
			for (const event of await this.#read()) {
				await this.#open.beforeNext();
				if (!this.parts.mayHandle()) break;
				await this.#handle(event).catch((error: unknown) => this.#giveUp(event, 1, describeFailure(error)));
			}
			// What is not marked would be read again.
			await this.#open.settled();
		}
	}

	async #read(): Promise<EventRow[]> {
		try {
			const page = await this.parts.events.pending(this.guildId, PageSize);
			this.#hasMore ||= page.length === PageSize;
			return page.map(({ event }) => event);
		} catch (error) {
			this.#hasMore = true;
			this.parts.logger.error('[Kick] Waiting events could not be read; tried again in a second.', error);
			await this.#pause(StorageRetryMs);
			return [];
		}
	}

	async #handle(event: EventRow): Promise<void> {
		const parsed = parseStoredEvent(event, this.guildId);
		if (!parsed) return this.#mark(event, 'dead', 0, 'The stored event is not readable.');

		if (parsed.context.type === 'chat.message.sent') {
			const isEcho = await this.parts.echoes.isEcho(parsed.event as KickChatMessage, this.parts.stopped);
			if (isEcho) return this.#untilStored(() => this.parts.disown(event.id));
			if (!this.parts.mayHandle()) return;
		}

		const first = this.parts.first(event.id);
		if (first?.isSuspect) this.#isCareful = true;
		if (first?.fatal) {
			await this.#giveUp(event, FatalStarts, first.fatal);
			return this.#untilStored(() => first.end());
		}

		const read = this.#copiesOf(event, parsed);
		const run = this.parts.runner.prepare(read, parsed.context.type, this.parts.handlerLimitMs);
		for (let attempt = 1; ; attempt++) {
			if (first) await this.#untilStored(() => first.begin());
			if (!this.parts.mayHandle()) return;
			const begun = this.parts.clock.now();
			const failures = await run.attempt();
			const isQuick = this.parts.clock.now() - begun <= QuickMs;
			if (first) await this.#untilStored(() => first.end());
			if (failures.length === 0) {
				const marked = this.#mark(event, 'handled', attempt, null).then(() => this.#passOn(event, read));
				if (isQuick && !this.#isCareful) return this.#open.add(marked);
				return marked;
			}
			const reason = describeFailure(failures[0]);
			const pauseMs = this.parts.retryPausesMs[attempt - 1];
			if (pauseMs === undefined || !run.canRetry) return this.#giveUp(event, attempt, reason);
			await this.#mark(event, 'failed', attempt, reason);
			await this.#pause(pauseMs);
		}
	}

	/** Each one that asks gets an event of its own. The first one gets what is parsed already, since parsing is most of the work. */
	#copiesOf(event: EventRow, parsed: HeardEvent): () => HeardEvent {
		let unused: HeardEvent | null = parsed;
		return () => {
			const copy = unused ?? (parseStoredEvent(event, this.guildId) as HeardEvent);
			unused = null;
			return copy;
		};
	}

	/** A fault in what follows does not undo that the event is handled. */
	#passOn({ type, eventId }: EventRow, read: () => HeardEvent): void {
		try {
			this.parts.onHandled(read);
		} catch (error) {
			this.parts.logger.error(`[Kick] ${type} ${eventId} was handled and could not be passed on.`, error);
		}
	}

	async #giveUp(event: EventRow, attempts: number, reason: string): Promise<void> {
		this.parts.logger.error(
			`[Kick] ${event.type} ${event.eventId} failed ${attempts} times in server ${this.guildId} and is put aside: ${reason}`
		);
		await this.#mark(event, 'dead', attempts, reason);
	}

	async #mark(event: EventRow, state: DeliveryMark['state'], attempts: number, error: string | null): Promise<void> {
		if (this.parts.stopped.aborted && state === 'failed') return;
		const mark = { id: event.id, guildId: this.guildId, state, attempts, error };
		await this.#untilStored(() => this.parts.mark({ ...mark, at: new Date() }));
	}

	/** An event is not passed over because what became of it was not taken. */
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
