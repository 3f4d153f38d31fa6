import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../time/Clock.js';
import type { DirectClient } from './direct/DirectClient.js';

/** `/health` is public: however often it is asked, the disk has at most so many of these writes. */
const EveryMs = 100;

/**
 * Tries whether the database takes a write. Callers that overlap share one.
 *
 * It commits a row that is deleted in the same transaction, under a name of its own: nothing grows, no other process sees or waits
 * for it. An explicit transaction, because SQLite can have a COMMIT fail while single statements still seem to work.
 */
export class WriteProbe {
	#running: Promise<void> | null = null;
	#begunAt = Number.NEGATIVE_INFINITY;

	public constructor(
		private readonly direct: DirectClient,
		private readonly clock: Clock = systemClock
	) {}

	/** Rejects with the reason when nothing can be written. */
	public run(): Promise<void> {
		this.#running ??= this.#writeInTurn().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #writeInTurn(): Promise<void> {
		const waitMs = this.#begunAt + EveryMs - this.clock.now();
		if (waitMs > 0) await new Promise<void>((resolve) => this.clock.after(waitMs, resolve));
		this.#begunAt = this.clock.now();
		await this.#write();
	}

	#write(): Promise<void> {
		const name = `probe:${randomUUID()}`;
		return this.direct.$transaction(async (transaction) => {
			await transaction.$executeRaw`
				INSERT INTO kick_leases (name, owner, expires_at) VALUES (${name}, '', ${new Date()})`;
			await transaction.$executeRaw`DELETE FROM kick_leases WHERE name = ${name}`;
		});
	}
}
