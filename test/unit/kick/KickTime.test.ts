import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KickClock } from '../../../src/lib/kick/http/KickClock.js';
import { KickTime } from '../../../src/lib/kick/KickTime.js';

const MinuteMs = 60_000;
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Requests the time of a Kick whose clock differs by this much. */
function timeOf(differenceMs: number) {
	const clock = new KickClock();
	const ask = vi.fn(async () =>
		clock.observe({ date: new Date(Date.now() + differenceMs).toUTCString() }, KickClock.moment())
	);
	return { ask, time: new KickTime(clock, ask) };
}

const ago = (lengthMs: number): [Date, Date, number] => [new Date(Date.now() - lengthMs), new Date(), 10 * MinuteMs];

it('a flood of late events asks Kick once in ten seconds, and all of them wait for the answer', async () => {
	const { ask, time } = timeOf(-15 * MinuteMs);
	const ages = await Promise.all(Array.from({ length: 1_000 }, () => time.ageOf(...ago(15 * MinuteMs))));
	expect(Math.max(...ages)).toBeLessThan(MinuteMs);
	expect(ask).toHaveBeenCalledTimes(2);
	await time.ageOf(...ago(60 * MinuteMs));
	expect(ask).toHaveBeenCalledTimes(2);
	vi.advanceTimersByTime(10_000);
	await time.ageOf(...ago(60 * MinuteMs));
	expect(ask).toHaveBeenCalledTimes(4);
});

it('an event in time sends no request', async () => {
	const { ask, time } = timeOf(0);
	await time.ageOf(...ago(MinuteMs));
	expect(ask).not.toHaveBeenCalled();
});

it('without Kick’s answer, the age is measured by this machine’s clock', async () => {
	const time = new KickTime(new KickClock(), () => Promise.reject(new Error('away')));
	expect(await time.ageOf(...ago(15 * MinuteMs))).toBe(15 * MinuteMs);
});
