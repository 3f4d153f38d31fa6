import { describe, expect, it, vi } from 'vitest';
import { LogUpgrade } from '../../../../src/lib/events/log/LogUpgrade.js';
import type { OldLog } from '../../../../src/lib/storage/events/OldLog.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { VirtualClock } from '../../time/VirtualClock.js';

/** A log with this many steps; a pending event is in step `waitsIn`. */
function oldLog({ steps, waitsIn = 0 }: { steps: number; waitsIn?: number }) {
	const calls: string[] = [];
	let copied = 0;
	let isEmpty = steps === 0;
	const log: Pick<OldLog, 'isLeft' | 'hasUnfinished' | 'copy' | 'empty'> = {
		isLeft: async () => !isEmpty,
		hasUnfinished: async () => copied < waitsIn,
		copy: async () => {
			calls.push('copy');
			if (copied === steps) return 0;
			copied += 1;
			return 1_000;
		},
		empty: async () => {
			calls.push('empty');
			isEmpty = true;
		}
	};
	return { log, calls, copied: () => copied };
}

describe('the upgrade of the log', () => {
	it('writes nothing if there is nothing to move', async () => {
		const { log, calls } = oldLog({ steps: 0 });
		const logger = recordingLogger();
		await new LogUpgrade({ log, logger }).start();
		expect([calls, logger.lines]).toEqual([[], []]);
	});

	it('lets the bot start once pending events are moved, and moves the rest in the background', async () => {
		const { log, copied, calls } = oldLog({ steps: 5, waitsIn: 2 });
		const logger = recordingLogger();
		const upgrade = new LogUpgrade({ log, logger });
		await upgrade.start();
		expect(copied()).toBeGreaterThanOrEqual(2);
		await vi.waitFor(() => expect(logger.lines.at(-1)).toMatch(/^\[Kick\] Moved 5,000 events of the old log in /));
		expect(calls).toEqual([...Array.from({ length: 6 }, () => 'copy'), 'empty']);
		await upgrade.start();
		await upgrade.stop();
	});

	it('ends a waiting start when the bot stops, and does not claim to be done', async () => {
		const { log } = oldLog({ steps: 1_000_000, waitsIn: 1_000_000 });
		const logger = recordingLogger();
		const upgrade = new LogUpgrade({ log, logger });
		const started = upgrade.start();
		await Promise.all([started, upgrade.stop()]);
		expect(logger.lines.filter((line) => line.includes('Moved'))).toEqual([]);
	});

	it('ends immediately if a step fails while the bot stops', async () => {
		const { log } = oldLog({ steps: 3, waitsIn: 3 });
		let fail = (_error: Error) => {};
		const begun = new Promise<void>((resolve) => {
			log.copy = () =>
				new Promise((_copied, reject) => {
					fail = reject;
					resolve();
				});
		});
		const upgrade = new LogUpgrade({ log, logger: recordingLogger() }, new VirtualClock());
		const started = upgrade.start();
		await begun;
		const stopped = upgrade.stop();
		fail(new Error('The database is gone.'));
		// That clock never advances, so a pause would never end.
		await Promise.all([started, stopped]);
	});

	it('starts the bot even if the move keeps failing, and retries with growing pauses', async () => {
		const clock = new VirtualClock();
		const { log } = oldLog({ steps: 3, waitsIn: 3 });
		const logger = recordingLogger();
		let copies = 0;
		log.copy = async () => {
			copies += 1;
			throw new Error('The disk is full.');
		};
		const upgrade = new LogUpgrade({ log, logger }, clock);
		let isReady = false;
		const started = upgrade.start().then(() => {
			isReady = true;
		});
		await clock.advance(14_000);
		expect([copies, isReady]).toEqual([4, false]);
		await clock.advance(2_000);
		expect([copies, isReady]).toEqual([5, true]);
		await started;
		await clock.advance(10 * 60_000);
		expect(copies).toBeLessThan(20);
		expect(logger.lines).toHaveLength(copies);
		await upgrade.stop();
	});
});
