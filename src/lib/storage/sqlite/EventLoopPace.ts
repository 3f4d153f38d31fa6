import { setImmediate as nextTurn } from 'node:timers/promises';

const TurnMs = 8;

/**
 * Gives timers and sockets a turn when statements have kept the thread for a while.
 *
 * Driver and Prisma otherwise only await microtasks: 2,000 inserts in a row stopped the event loop for seconds.
 */
export class EventLoopPace {
	#turnStartedAt = performance.now();

	public async keep(): Promise<void> {
		if (performance.now() - this.#turnStartedAt < TurnMs) return;
		await nextTurn();
		this.#turnStartedAt = performance.now();
	}
}
