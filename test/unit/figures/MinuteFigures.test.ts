import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { MinuteFigures } from '../../../src/lib/figures/MinuteFigures.js';
import type { ActivityBucketRow, ActivityQuery } from '../../../src/lib/storage/eventLog/types.js';
import { systemClock } from '../../../src/lib/time/Clock.js';

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const scope = { guildId: '1', broadcasterUserId: 5 };

/** Times of messages in the log. */
let messages: number[];
let read: [from: string, minutes: number][];
let figures: MinuteFigures;
let now: number;

const log = {
	async activity(_scope: unknown, { from, bucketMs, buckets }: ActivityQuery): Promise<ActivityBucketRow[]> {
		read.push([from.toISOString().slice(11, 16), buckets]);
		return Array.from({ length: buckets }, (_, index) => {
			const start = from.getTime() + index * bucketMs;
			const count = messages.filter((at) => at >= start && at < start + bucketMs).length;
			const events: Record<string, number> = count > 0 ? { 'chat.message.sent': count } : {};
			return { events, chatters: new Set<number>(), lag: null, gifts: [] };
		});
	}
};

function setNow(time: string): void {
	now = Date.parse(time);
	vi.setSystemTime(now);
}

async function counted(lengthMs: number): Promise<[string, number][]> {
	const minutes = await figures.since(scope, new Date(now - lengthMs));
	return minutes.map(({ at, messages: count }) => [at.toISOString().slice(11, 16), count]);
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date'] });
	vi.spyOn(systemClock, 'now').mockImplementation(() => now);
	onTestFinished(() => {
		vi.useRealTimers();
		vi.restoreAllMocks();
	});
	messages = [];
	read = [];
	figures = new MinuteFigures(log);
	setNow('2026-01-02T12:00:30Z');
});

describe('the figures by minute', () => {
	it('are read once, and then only the last minutes', async () => {
		messages = [now - 2 * HourMs, now - HourMs, now - HourMs, now];
		expect(await counted(HourMs)).toEqual([
			['11:00', 2],
			['12:00', 1]
		]);
		expect(read).toEqual([
			['12:00', 1],
			['11:00', 60]
		]);
		read = [];
		setNow('2026-01-02T12:02:31Z');
		messages.push(now - 2 * MinuteMs, now);
		expect(await counted(HourMs)).toEqual([
			['12:00', 2],
			['12:02', 1]
		]);
		expect(read).toEqual([['11:55', 8]]);
	});

	it('count an event that was stored minutes after its receipt', async () => {
		await counted(HourMs);
		setNow('2026-01-02T12:01:30Z');
		await counted(HourMs);
		messages = [Date.parse('2026-01-02T11:57:00Z')];
		setNow('2026-01-02T12:02:00Z');
		expect(await counted(HourMs)).toEqual([['11:57', 1]]);
	});

	it('forget a message that proves to be the bot’s own', async () => {
		messages = [now];
		expect(await counted(HourMs)).toEqual([['12:00', 1]]);
		messages = [];
		setNow('2026-01-02T12:00:40Z');
		expect(await counted(HourMs)).toEqual([]);
	});

	it('are extended into the past when more is wanted, and to 48 hours at most', async () => {
		messages = [now - 3 * HourMs, now - 47 * HourMs, now - 49 * HourMs];
		expect(await counted(HourMs)).toEqual([]);
		expect(await counted(4 * HourMs)).toEqual([['09:00', 1]]);
		expect(await counted(1_000 * HourMs)).toHaveLength(2);
		expect(read.slice(2).reduce((sum, [, minutes]) => sum + minutes, 0)).toBeLessThan(48 * 60 + 20);
	});

	it('are read again after a long time without readers', async () => {
		await counted(HourMs);
		setNow('2026-01-09T12:00:30Z');
		messages = [now - 10 * MinuteMs];
		read = [];
		expect(await counted(HourMs)).toEqual([['11:50', 1]]);
		expect(read.reduce((sum, [, minutes]) => sum + minutes, 0)).toBe(61);
	});

	it('are shared by callers within two seconds', async () => {
		await Promise.all([counted(HourMs), counted(HourMs), counted(HourMs)]);
		setNow('2026-01-02T12:00:31Z');
		await counted(HourMs);
		expect(read).toHaveLength(2);
	});
});
