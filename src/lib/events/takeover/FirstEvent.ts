import type { QueueKey } from '../../storage/consumers/types.js';
import type { BegunEventRepository } from '../../storage/repositories/BegunEventRepository.js';

/** After so many starts that ended in an event, it is not begun again. */
export const FatalStarts = 3;

export interface FirstEventDependencies {
	begun: Pick<BegunEventRepository, 'save' | 'clear'>;
	queue: QueueKey;
	eventId: string;
	/** How many starts have ended while they handled it. */
	deaths: number;
	onTried: () => void;
	/** Those whose attempt is under way; this one is added and removed here. */
	running: Set<FirstEvent>;
}

/**
 * The first event of a queue after this process took the queue over. It may be what ended the process before, so each attempt is
 * written down before it begins.
 */
export class FirstEvent {
	#saving: Promise<void> = Promise.resolve();
	#isReleased = false;

	public constructor(private readonly dependencies: FirstEventDependencies) {}

	/** Why it must not be begun again; `null`: it may be. */
	public get fatal(): string | null {
		const { deaths } = this.dependencies;
		return deaths < FatalStarts ? null : `The bot ended ${deaths} times while it handled this event.`;
	}

	/** Whether it, or one after it, may have ended a process. */
	public get isSuspect(): boolean {
		return this.dependencies.deaths > 0;
	}

	public async begin(): Promise<void> {
		if (this.#isReleased) return;
		const { begun, queue, eventId, deaths, running } = this.dependencies;
		running.add(this);
		this.#saving = begun.save({ ...queue, eventId, starts: deaths + 1 });
		await this.#saving;
	}

	/** Takes the attempt back: the bot is stopped on purpose while the event is handled, so the event did not end it. */
	public async release(): Promise<void> {
		if (this.#isReleased) return;
		this.#isReleased = true;
		// A failed save is reported to the caller of `begin`.
		await this.#saving.catch(() => undefined);
		const { begun, queue, eventId, deaths } = this.dependencies;
		if (deaths > 0) await begun.save({ ...queue, eventId, starts: deaths });
		else await begun.clear(queue);
	}

	/** The process is still there: the event does not end it. */
	public async end(): Promise<void> {
		const { begun, queue, onTried, running } = this.dependencies;
		running.delete(this);
		onTried();
		await begun.clear(queue);
	}
}
