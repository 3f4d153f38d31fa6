import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RateLimits } from '../../../src/lib/discord/oauth/RateLimits.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('a pause of Discord applies to its token, or to all, and ends', () => {
	const limits = new RateLimits();
	limits.pause('mia', 2_000, false);
	expect([limits.pauseOf('mia'), limits.pauseOf('ana')]).toEqual([2_000, 0]);
	limits.pause('mia', 500, true);
	vi.advanceTimersByTime(400);
	expect([limits.pauseOf('mia'), limits.pauseOf('ana')]).toEqual([100, 100]);
	vi.advanceTimersByTime(100);
	expect([limits.pauseOf('mia'), limits.pauseOf('ana')]).toEqual([0, 0]);
});

it('a pause of hours is shortened to a minute', () => {
	const limits = new RateLimits();
	limits.pause('mia', 3_600_000, false);
	expect(limits.pauseOf('mia')).toBe(60_000);
});
