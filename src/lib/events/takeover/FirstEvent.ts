import type { QueueKey } from '../../storage/consumers/types.js';
import type { BegunEventRepository } from '../../storage/repositories/BegunEventRepository.js';

/** Number of starts that an event may end before the bot stops retrying it. */
export const FatalStarts = 3;

export interface FirstEventDependencies {
	begun: Pick<BegunEventRepository, 'save' | 'clear'>;
	queue: QueueKey;
	eventId: string;
	/** Number of starts that have ended while they handled the event. */
	deaths: number;
	onTried: () => void;
	/** First events with a running attempt. This one adds and removes itself. */
	running: Set<FirstEvent>;
}

/**
 * First event of a queue after this process took the queue over.
 *
 * It may have ended the process before, so each attempt is stored before it begins.
 */
export class FirstEvent {
	#saving: Promise<void> = Promise.resolve();
	#isReleased = false;

	public constructor(private readonly dependencies: FirstEventDependencies) {}

	/** Reason why the event must not be retried. `null` if it may be. */
	public get fatal(): string | null {
		const { deaths } = this.dependencies;
		return deaths < FatalStarts ? null : `The bot ended ${deaths} times while it handled this event.`;
	}

	/** Whether this event, or one after it, may have ended a process. */
	public get isSuspect(): boolean {
		return this.dependencies.deaths > 0;
	}

	/** Stores an attempt, which may begin after that. */
	public async begin(): Promise<void> {
		if (this.#isReleased) return;
		const { begun, queue, eventId, deaths, running } = this.dependencies;
		running.add(this);
		this.#saving = begun.save({ ...queue, eventId, starts: deaths + 1 });
		await this.#saving;
	}

	/** Takes the attempt back. The bot is stopped on purpose while the event is handled, so the event did not end it. */
	public async release(): Promise<void> {
		if (this.#isReleased) return;
		this.#isReleased = true;
		// A failed save is reported to the caller of `begin`.
		await this.#saving.catch(() => undefined);
		const { begun, queue, eventId, deaths } = this.dependencies;
		if (deaths > 0) await begun.save({ ...queue, eventId, starts: deaths });
		else await begun.clear(queue);
	}

	/** Deletes the stored attempt, because the process has survived the event. */
	public async end(): Promise<void> {
		const { begun, queue, onTried, running } = this.dependencies;
		running.delete(this);
		onTried();
		await begun.clear(queue);
	}
}
