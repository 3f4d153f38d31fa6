import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { PacedJob } from '../../../src/lib/time/PacedJob.js';
import { VirtualClock } from './VirtualClock.js';

function paced(run: (clock: VirtualClock) => Promise<void> = async () => undefined) {
	const clock = new VirtualClock();
	let runs = 0;
	const job = new PacedJob({
		run: () => {
			runs++;
			return run(clock);
		},
		restMs: 50,
		clock
	});
	return { clock, job, runs: () => runs };
}

it('10,000 requests at once run a job twice: now, and after the rest', async () => {
	const { clock, job, runs } = paced();
	for (let request = 0; request < 10_000; request++) job.request();
	expect(runs()).toBe(1);
	await turn();
	await clock.advance(49);
	expect(runs()).toBe(1);
	await clock.advance(1);
	expect(runs()).toBe(2);
	await clock.advance(10_000);
	expect(runs()).toBe(2);
	job.request();
	expect(runs()).toBe(3);
});

it('a job that takes a second pauses for four', async () => {
	const { clock, job, runs } = paced((during) => during.advance(1_000));
	job.request();
	job.request();
	await turn();
	await clock.advance(3_999);
	expect(runs()).toBe(1);
	await clock.advance(1);
	expect(runs()).toBe(2);
});

it('a stopped job does not run again', async () => {
	const { clock, job, runs } = paced();
	job.request();
	job.request();
	await turn();
	job.stop();
	await clock.advance(1_000);
	job.request();
	expect(runs()).toBe(1);
});
