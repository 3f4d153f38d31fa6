import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../time/Clock.js';
import type { DirectClient } from './direct/DirectClient.js';

/** Minimum time between two writes. `/health` is public, so requests must not cause more writes to the disk. */
const EveryMs = 100;

/**
 * Tests whether the database accepts a write. Overlapping callers share one.
 *
 * It commits a row that is deleted in the same transaction, under a unique name. So nothing grows, and no other process
 * sees the row or waits for it. The transaction is explicit, because on SQLite a COMMIT can fail while single
 * statements still seem to work.
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
