import { describe, expect, it } from 'vitest';
import { chatPace } from '../../../src/lib/overview/chatPace.js';

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const now = new Date('2026-01-01T12:00:30Z');
const ago = (lengthMs: number) => new Date(now.getTime() - lengthMs);

describe('the pace of a chat', () => {
	it('has a point for each minute of an hour, without gaps', () => {
		const minutes = [
			{ at: new Date('2026-01-01T11:00:00Z'), messages: 2 },
			{ at: new Date('2026-01-01T11:58:00Z'), messages: 10 }
		];
		const { points, slotMs, perMinute, nowPerMinute } = chatPace(minutes, ago(HourMs), now);
		expect(slotMs).toBe(MinuteMs);
		expect(points).toHaveLength(61);
		expect(points[0]).toEqual({ at: new Date('2026-01-01T11:00:00Z'), messages: 2 });
		expect(points[58]).toEqual({ at: new Date('2026-01-01T11:58:00Z'), messages: 10 });
		expect(points.reduce((sum, { messages }) => sum + messages, 0)).toBe(12);
		expect(perMinute).toBeCloseTo(12 / 60.5);
		expect(nowPerMinute).toBeCloseTo(10 / 5.5);
	});

	it.each([
		[10 * MinuteMs, 1],
		[3 * HourMs, 1],
		[4 * HourMs, 2],
		[12 * HourMs, 5],
		[24 * HourMs, 10],
		[48 * HourMs, 15]
	])('has at most 240 points for %d ms', (lengthMs, slotMinutes) => {
		const { points, slotMs } = chatPace([], ago(lengthMs), now);
		expect(slotMs).toBe(slotMinutes * MinuteMs);
		expect(points.length).toBeLessThanOrEqual(240);
		expect(points[0]!.at.getTime()).toBeLessThanOrEqual(now.getTime() - lengthMs);
		expect(points.at(-1)!.at.getTime()).toBeGreaterThan(now.getTime() - slotMs);
	});

	it('counts the first minute of a stream as a whole one', () => {
		const start = new Date('2026-01-01T12:00:10Z');
		const minutes = [{ at: new Date('2026-01-01T12:00:00Z'), messages: 3 }];
		expect(chatPace(minutes, start, now)).toMatchObject({ perMinute: 3, nowPerMinute: 3, points: [{ messages: 3 }] });
	});
});
