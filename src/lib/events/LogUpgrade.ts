import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import type { OldLogRepository } from '../storage/events/types.js';

export interface LogUpgradeParts {
	log: OldLogRepository;
	logger: Pick<Logger, 'info' | 'error'>;
}

/** Small steps, so that events are received between them. */
const Step = 1_000;
const RestMs = 5;
const RetryMs = 1_000;

/**
 * Moves the event log of version 0.1 to its new tables while events are received. Of several processes each does a part.
 *
 * After a crash or a restart it goes on where it ended.
 */
export class LogUpgrade {
	readonly #stop = new AbortController();
	#running: Promise<void> | null = null;

	public constructor(private readonly parts: LogUpgradeParts) {}

	/** Resolves when all events that wait for a server are moved, so that each server gets its events in order. */
	public start(): Promise<void> {
		return new Promise((resolve) => {
			this.#running ??= this.#run(resolve).finally(resolve);
		});
	}

	public async stop(): Promise<void> {
		this.#stop.abort();
		await this.#running;
	}

	async #run(onReady: () => void): Promise<void> {
		const startedAt = performance.now();
		let moved = 0;
		while (!this.#stop.signal.aborted) {
			try {
				if (!(await this.parts.log.hasUnfinished())) onReady();
				const count = await this.parts.log.copy(Step);
				if (count === 0) {
					await this.parts.log.empty();
					break;
				}
				if (moved === 0) this.parts.logger.info('[Kick] Moving the event log of version 0.1 to its new tables.');
				moved += count;
				await this.#pause(RestMs);
			} catch (error) {
				this.parts.logger.error('[Kick] The old event log could not be moved; tried again in a second.', error);
				await this.#pause(RetryMs);
			}
		}
		if (moved === 0) return;
		const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
		this.parts.logger.info(`[Kick] Moved ${moved.toLocaleString('en')} events of the old log in ${seconds} s.`);
	}

	async #pause(lengthMs: number): Promise<void> {
		await pause(lengthMs, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
	}
}
