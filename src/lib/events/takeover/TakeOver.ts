import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../logger.js';
import type { BegunEvent, BegunEventRepository } from '../../storage/begunEvents/types.js';
import { FatalStarts, FirstEvent } from './FirstEvent.js';

export interface TakeOverParts {
	begun: BegunEventRepository;
	/** Whether the process that had the server before ended without giving it back. */
	isOrphaned: (guildId: string) => boolean;
	/** Has the server's events handled. Resolves when none is left. */
	wake: (guildId: string) => Promise<void>;
	stopped: AbortSignal;
	logger: Logger;
}

export interface TakeOverOptions {
	/** How long events that have ended a start wait, so that the other servers have theirs handled, in milliseconds. @default 5000 */
	suspectPauseMs?: number;
	/** How long the next server waits for such an event, in milliseconds. @default 5000 */
	suspectTurnMs?: number;
	/** How long the next server waits for any other event, in milliseconds. @default 100 */
	turnMs?: number;
}

const Defaults: Required<TakeOverOptions> = { suspectPauseMs: 5_000, suspectTurnMs: 5_000, turnMs: 100 };

interface Turn {
	guildId: string;
	/** The event that a start has begun and not ended. */
	suspect: BegunEvent | null;
}

/**
 * Begins with what waited for servers that this process took over: their first events one after the other, so that an event that
 * ends the process is known by its count alone and no other event is blamed. Those that have ended a start come last.
 *
 * Only the first event of a server can be at fault: the process before had not begun the others. Where it had begun quick ones whose
 * marks were lost, those are marked one by one now, so the event at fault is the first one at the next start.
 */
export class TakeOver {
	readonly #options: Required<TakeOverOptions>;
	/** Servers whose turn has not come. */
	readonly #held = new Set<string>();
	/** Servers whose next event is their first one. */
	readonly #firsts = new Map<string, (eventId: string) => FirstEvent>();
	readonly #running = new Set<FirstEvent>();
	#turns: Promise<void> = Promise.resolve();

	public constructor(
		private readonly parts: TakeOverParts,
		options: TakeOverOptions = {}
	) {
		this.#options = { ...Defaults, ...options };
	}

	/** Whether the server's events wait for its turn. */
	public holds(guildId: string): boolean {
		return this.#held.has(guildId);
	}

	/** Resolves when the order is known; the turns follow by themselves. */
	public async add(guildIds: readonly string[]): Promise<void> {
		if (guildIds.length === 0) return;
		const begun = new Map((await this.parts.begun.list()).map((event) => [event.guildId, event]));
		const turns = guildIds.map((guildId) => ({ guildId, suspect: begun.get(guildId) ?? null }));
		turns.sort((one, other) => danger(one) - danger(other));
		for (const guildId of guildIds) this.#held.add(guildId);
		this.#turns = this.#turns
			.then(() => this.#take(turns))
			.catch((error) => {
				for (const guildId of guildIds) this.#held.delete(guildId);
				this.parts.logger.error('[Kick] Waiting events could not be begun in turn.', error);
			});
	}

	/** For an event that is about to be handled: `null` unless it is the first one of its server. */
	public first(guildId: string, eventId: string): FirstEvent | null {
		const first = this.#firsts.get(guildId)?.(eventId) ?? null;
		this.#firsts.delete(guildId);
		return first;
	}

	public async settled(): Promise<void> {
		await this.#turns;
	}

	/** Takes back the attempts that are under way. For a stop on purpose, which may leave a slow listener behind. */
	public async release(): Promise<void> {
		await Promise.all([...this.#running].map((first) => first.release()));
	}

	async #take(turns: readonly Turn[]): Promise<void> {
		const { suspectPauseMs, suspectTurnMs, turnMs } = this.#options;
		let hasPaused = false;
		for (const turn of turns) {
			const isSuspect = danger(turn) > 0;
			if (isSuspect && !hasPaused) await this.#pause(suspectPauseMs);
			hasPaused ||= isSuspect;
			this.#held.delete(turn.guildId);
			if (this.parts.stopped.aborted) continue;
			await Promise.race([this.#begin(turn), this.#pause(isSuspect ? suspectTurnMs : turnMs)]);
		}
	}

	/** Resolves when the server's first event was tried. */
	#begin({ guildId, suspect }: Turn): Promise<void> {
		const { begun, isOrphaned, wake } = this.parts;
		return new Promise((resolve) => {
			this.#firsts.set(guildId, (eventId) => {
				const deaths = suspect?.eventId === eventId ? suspect.starts : Number(isOrphaned(guildId));
				return new FirstEvent({ begun, guildId, eventId, deaths, onTried: resolve, running: this.#running });
			});
			const end = () => {
				this.#firsts.delete(guildId);
				resolve();
			};
			wake(guildId).then(end, end);
		});
	}

	async #pause(lengthMs: number): Promise<void> {
		await pause(lengthMs, undefined, { signal: this.parts.stopped, ref: false }).catch(() => undefined);
	}
}

/** How many starts the event has ended. One that is not begun again does no harm. */
function danger({ suspect }: Turn): number {
	return suspect && suspect.starts < FatalStarts ? suspect.starts : 0;
}
