import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KickClock } from '../../../src/lib/kick/http/KickClock.js';

const MinuteMs = 60_000;
const changes: number[] = [];
let clock: KickClock;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date', 'performance'], now: new Date('2026-01-02T12:00:00Z') });
	changes.length = 0;
	clock = new KickClock((aheadMs) => changes.push(Math.round(aheadMs / MinuteMs)));
});
afterEach(() => void vi.useRealTimers());

/** An answer of a Kick whose clock differs by this much from this machine's, and how long it took. */
function answer(
	differenceMs: number,
	{ tookMs = 100, ...headers }: Record<string, string | number> & { tookMs?: number } = {}
): void {
	const began = KickClock.moment();
	vi.advanceTimersByTime(Number(tookMs) / 2);
	const date = new Date(Date.now() + differenceMs).toUTCString();
	vi.advanceTimersByTime(Number(tookMs) / 2);
	clock.observe({ date, ...headers } as Record<string, string>, began);
}

const ahead = () => Math.round(clock.aheadMs / MinuteMs);
const ageOf = (msAgo: number) => clock.ageOf(new Date(Date.now() - msAgo), new Date());

describe('a wrong clock of this machine', () => {
	it.each([15, -15])('is detected with two answers of Kick that agree: %i minutes', (minutes) => {
		answer(-minutes * MinuteMs);
		expect(ahead()).toBe(0);
		answer(-minutes * MinuteMs + 2_000);
		expect(ahead()).toBe(minutes);
		expect(changes).toEqual([minutes]);
	});

	it('does not make Kick’s current events look late, nor a replay look new', () => {
		answer(-15 * MinuteMs);
		answer(-15 * MinuteMs);
		expect(ageOf(15 * MinuteMs)).toBeLessThan(MinuteMs);
		expect(ageOf(25 * MinuteMs)).toBeGreaterThanOrEqual(10 * MinuteMs);
		vi.advanceTimersByTime(MinuteMs);
		answer(15 * MinuteMs);
		answer(15 * MinuteMs);
		// The local clock is behind: the event looks ten minutes younger than it is.
		expect(ageOf(-5 * MinuteMs)).toBeGreaterThanOrEqual(10 * MinuteMs);
	});

	it('is reported once, and again when it is right', () => {
		for (let time = 0; time < 5; time++) answer(-15 * MinuteMs);
		for (let time = 0; time < 5; time++) answer(0);
		expect(changes).toEqual([15, 0]);
		expect(clock.aheadMs).toBe(0);
	});

	it('near the limit does not fill the log', () => {
		for (let time = 0; time < 20; time++) answer(time % 2 === 0 ? -32_000 : -28_000);
		expect(changes).toHaveLength(1);
	});
});

describe('the clock is not corrected', () => {
	it.each<[string, () => void]>([
		['one answer', () => answer(-15 * MinuteMs)],
		['two that differ', () => [answer(-15 * MinuteMs), answer(-16 * MinuteMs)]],
		['answers out of a cache', () => [1, 2].map(() => answer(-15 * MinuteMs, { age: '900' }))],
		['slow answers', () => [1, 2].map(() => answer(-15 * MinuteMs, { tookMs: 8_000 }))],
		['web pages', () => [1, 2].map(() => answer(-15 * MinuteMs, { 'content-type': 'text/html' }))],
		['dates of another year', () => [1, 2].map(() => answer(-400 * 24 * 60 * MinuteMs))],
		['no date', () => [1, 2].map(() => clock.observe({}, KickClock.moment()))],
		['an invalid date', () => [1, 2].map(() => answer(0, { date: 'soon' }))]
	])('from %s', (_what, see) => {
		see();
		expect(clock.aheadMs).toBe(0);
		expect(ageOf(15 * MinuteMs)).toBe(15 * MinuteMs);
		expect(changes).toEqual([]);
	});

	it('after the clock of this machine was set, or the machine was suspended', () => {
		answer(-15 * MinuteMs);
		answer(-15 * MinuteMs);
		vi.setSystemTime(Date.now() - 15 * MinuteMs);
		expect(clock.aheadMs).toBe(0);
		answer(0);
		expect(clock.aheadMs).toBe(0);
		answer(0);
		expect(changes).toEqual([15, 0]);
	});

	it('for longer than an hour', () => {
		answer(-15 * MinuteMs);
		answer(-15 * MinuteMs);
		vi.advanceTimersByTime(61 * MinuteMs);
		expect(clock.aheadMs).toBe(0);
	});
});

it('one odd answer does not change the result of two others', () => {
	answer(-15 * MinuteMs);
	answer(-15 * MinuteMs);
	answer(0);
	expect(ahead()).toBe(15);
});
