import type { Logger } from '../../logger.js';
import type { OldLog } from '../../storage/events/OldLog.js';
import { type Clock, systemClock } from '../../time/Clock.js';

export interface LogUpgradeDependencies {
	log: Pick<OldLog, 'isLeft' | 'hasUnfinished' | 'copy' | 'empty'>;
	logger: Pick<Logger, 'info' | 'error'>;
}

/** Number of events in a step. Steps are small, so that events are received between them. */
const Step = 1_000;
const RestMs = 5;
const RetryMs = 1_000;
const MaxRetryMs = 60_000;
/** Number of failures in a row after which the bot starts without the old waiting events. */
const MaxFailures = 5;

/**
 * Moves the event log of version 0.1 to its new tables while events are received. Several processes share the work.
 *
 * Continues after a crash or restart.
 */
export class LogUpgrade {
	#isStopped = false;
	#moved = 0;
	#running: Promise<void> | null = null;
	#setReady = () => {};
	#endPause = () => {};
	readonly #ready = new Promise<void>((resolve) => {
		this.#setReady = resolve;
	});

	public constructor(
		private readonly dependencies: LogUpgradeDependencies,
		private readonly clock: Clock = systemClock
	) {}

	/**
	 * Starts the move. Resolves when all events that wait for a server are moved, so that each server gets its events in
	 * order. Also resolves at a stop, and after too many failures.
	 */
	public start(): Promise<void> {
		this.#running ??= this.#run().finally(this.#setReady);
		return this.#ready;
	}

	public async stop(): Promise<void> {
		this.#isStopped = true;
		this.#endPause();
		this.#setReady();
		await this.#running;
	}

	async #run(): Promise<void> {
		const startedAt = this.clock.now();
		for (let failures = 0; !this.#isStopped; ) {
			try {
				if (!(await this.#step())) return this.#reportEnd(this.clock.now() - startedAt);
				failures = 0;
				await this.#pause(RestMs);
			} catch (error) {
				failures += 1;
				if (failures === MaxFailures) this.#setReady();
				this.dependencies.logger.error('[Kick] Could not move the old event log. Trying again soon.', error);
				await this.#pause(Math.min(RetryMs * 2 ** (failures - 1), MaxRetryMs));
			}
		}
	}

	/** Moves one step. Returns whether anything was left to do. If not, nothing is written. */
	async #step(): Promise<boolean> {
		const { log, logger } = this.dependencies;
		if (!(await log.isLeft())) return false;
		if (!(await log.hasUnfinished())) this.#setReady();
		const count = await log.copy(Step);
		if (count === 0) await log.empty(() => this.#isStopped);
		else if (this.#moved === 0) logger.info('[Kick] Moving the event log of version 0.1 to its new tables.');
		this.#moved += count;
		return true;
	}

	#reportEnd(lengthMs: number): void {
		if (this.#moved === 0) return;
		const seconds = (lengthMs / 1_000).toFixed(1);
		this.dependencies.logger.info(
			`[Kick] Moved ${this.#moved.toLocaleString('en')} events of the old log in ${seconds} s.`
		);
	}

	#pause(lengthMs: number): Promise<void> {
		if (this.#isStopped) return Promise.resolve();
		return new Promise((resolve) => {
			const cancel = this.clock.after(lengthMs, resolve);
			this.#endPause = () => {
				cancel();
				resolve();
			};
		});
	}
}
