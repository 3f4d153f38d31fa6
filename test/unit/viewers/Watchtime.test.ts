import { err, ok } from '@sapphire/result';
import { describe, expect, it, vi } from 'vitest';
import { notConfigured } from '../../../src/lib/setupErrors.js';
import type { Database } from '../../../src/lib/storage/types.js';
import { Chatters } from '../../../src/lib/viewers/Chatters.js';
import type { WatchPeriod } from '../../../src/lib/viewers/types.js';
import { Watchtime } from '../../../src/lib/viewers/Watchtime.js';
import { openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { linkChannel } from '../storage/support/linkChannel.js';
import { Channel, MinuteMs, minute } from '../storage/watchtime/Channel.js';

const Guild = '1';
/** A log that is counted completely. */
const caughtUp = async () => undefined;
const watchtimeOf = (database: Database) => new Watchtime(() => ok(database), caughtUp);
const DayMinutes = 24 * 60;

/** Creates a server whose channel has 30 minutes of Ana on the first day, 20 on the fourth and 10 on the fifth. */
async function watched(database: Database): Promise<Channel> {
	const channel = new Channel(database);
	await linkChannel(database, Guild, channel.userId);
	for (const [day, minutes] of [
		[0, 30],
		[3, 20],
		[4, 10]
	] as const) {
		const start = day * DayMinutes + 600;
		await channel.streams(start, start + 120);
		await channel.says(1, ...Array.from({ length: minutes / 10 }, (_message, index) => start + index * 10));
	}
	await channel.says(2, 4 * DayMinutes + 605);
	return channel;
}

/** Sets the clock of this machine, in minutes after the first midnight. */
function itIs(minutes: number): void {
	vi.useFakeTimers({ toFake: ['Date'], now: minute(minutes) });
}

describe('watch time', () => {
	it('is returned for the stream, today, the last 7 and 30 days, and all time', async () => {
		const database = await temporaryDatabase();
		await watched(database);
		const watchtime = watchtimeOf(database);
		const of = async (period?: WatchPeriod) =>
			(await watchtime.of(Guild, 1, period && { period })).unwrap().watchedMs / MinuteMs;
		try {
			itIs(4 * DayMinutes + 900);
			expect([await of('stream'), await of('day'), await of('week'), await of('month'), await of('all')]).toEqual([
				10, 10, 60, 60, 60
			]);
			expect(await of()).toBe(60);
			itIs(9 * DayMinutes + 10);
			expect([await of('stream'), await of('day'), await of('week'), await of('month')]).toEqual([10, 0, 30, 60]);
			itIs(40 * DayMinutes);
			expect([await of('week'), await of('month'), await of('all')]).toEqual([0, 0, 60]);
		} finally {
			vi.useRealTimers();
		}
	});

	it('does not count minutes in the future', async () => {
		const database = await temporaryDatabase();
		const channel = await watched(database);
		await channel.streams(6 * DayMinutes);
		await channel.says(1, 6 * DayMinutes);
		const watchtime = watchtimeOf(database);
		try {
			itIs(6 * DayMinutes + 4);
			const four = (await watchtime.of(Guild, 1, { period: 'stream' })).unwrap();
			expect([four.watchedMs / MinuteMs, four.isPresent]).toEqual([4, true]);
			itIs(6 * DayMinutes + 12);
			const twelve = (await watchtime.of(Guild, 1, { period: 'stream' })).unwrap();
			expect([twelve.watchedMs / MinuteMs, twelve.isPresent]).toEqual([10, false]);
		} finally {
			vi.useRealTimers();
		}
	});

	it('survives a restart, and a clock that was wrong while it was counted', async () => {
		const place = await temporaryPlace('sqlite');
		const first = await openForTest(place);
		try {
			itIs(-3_000 * DayMinutes);
			await watched(first);
			itIs(5_000 * DayMinutes);
			for (const { broadcasterUserId, before } of await first.watchtime.foldable()) {
				await first.watchtime.fold(broadcasterUserId, before, 100);
			}
			await first.close();
			itIs(5 * DayMinutes);
			const database = await openForTest(place);
			const ana = (await watchtimeOf(database).of(Guild, 1)).unwrap();
			expect(ana.watchedMs / MinuteMs).toBe(60);
		} finally {
			vi.useRealTimers();
		}
	});

	it('finds a viewer by id, by name in any case, with or without @, and by the address of the profile', async () => {
		const database = await temporaryDatabase();
		await watched(database);
		const watchtime = watchtimeOf(database);
		for (const viewer of [1, '1', 'Viewer_1', ' @viewer_1 ', 'VIEWER_1', 'viewer-1', 'https://kick.com/viewer-1']) {
			expect((await watchtime.of(Guild, viewer)).unwrap().viewer).toMatchObject({ userId: 1, username: 'Viewer_1' });
		}
		for (const unknown of [9, '9', 'viewer', '', '@', Number.NaN, 1.5, Number.MAX_VALUE, '9'.repeat(99)]) {
			expect((await watchtime.of(Guild, unknown)).unwrapErr().code).toBe('not_found');
		}
	});

	it('first looks up a name of digits as a name', async () => {
		const database = await temporaryDatabase();
		const channel = await watched(database);
		const chatter = { userId: 77, username: '1', color: null };
		await channel.stores(channel.message(77, 0, { chatter }));
		expect((await watchtimeOf(database).of(Guild, '1')).unwrap().viewer.userId).toBe(77);
		expect((await watchtimeOf(database).of(Guild, 1)).unwrap().viewer.userId).toBe(1);
	});

	it('has pages of any size, within bounds', async () => {
		const database = await temporaryDatabase();
		await watched(database);
		const watchtime = watchtimeOf(database);
		const page = async (page: number, pageSize: number) => {
			const board = (await watchtime.leaderboard(Guild, { page, pageSize, period: 'stream' })).unwrap();
			return [board.page, board.pages, board.entries.map(({ userId }) => userId)];
		};
		expect(await page(1, 1)).toEqual([1, 2, [1]]);
		expect(await page(2, 1)).toEqual([2, 2, [2]]);
		expect(await page(99, 1)).toEqual([2, 2, [2]]);
		expect(await page(-5, 0)).toEqual([1, 2, [1]]);
		expect(await page(1.9, 1e9)).toEqual([1, 1, [1, 2]]);
		expect(await page(Number.NaN, Number.NaN)).toEqual([1, 2, [1]]);
	});

	it('includes the stream', async () => {
		const database = await temporaryDatabase();
		await watched(database);
		const board = (await watchtimeOf(database).leaderboard(Guild)).unwrap();
		expect(board).toMatchObject({
			period: 'all',
			streamIsLive: false,
			stream: { startedAt: minute(4 * DayMinutes + 600), endedAt: minute(4 * DayMinutes + 720) }
		});
	});

	it('is empty for a channel without a stream, and for a server without a channel', async () => {
		const database = await temporaryDatabase();
		await linkChannel(database, '2', 5);
		const watchtime = watchtimeOf(database);
		expect((await watchtime.leaderboard('2', { period: 'stream' })).unwrap()).toEqual({
			period: 'stream',
			entries: [],
			total: 0,
			page: 1,
			pages: 1,
			present: 0,
			streamIsLive: false,
			stream: null
		});
		expect((await watchtime.leaderboard('3')).unwrapErr().code).toBe('channel_not_synced');
		expect((await watchtime.of('3', 'ana')).unwrapErr().code).toBe('channel_not_synced');
		expect((await new Chatters(() => ok(database), caughtUp).recent('3')).unwrapErr().code).toBe('channel_not_synced');
	});

	it('says so if Kick is not configured', async () => {
		const nothing = () => err(notConfigured());
		expect((await new Watchtime(nothing, caughtUp).leaderboard('1')).unwrapErr().code).toBe('not_configured');
		expect((await new Watchtime(nothing, caughtUp).of('1', 'ana')).unwrapErr().code).toBe('not_configured');
		expect((await new Chatters(nothing, caughtUp).recent('1')).unwrapErr().code).toBe('not_configured');
	});
});

describe('recent chatters', () => {
	it('are returned for the requested time and number', async () => {
		const database = await temporaryDatabase();
		await watched(database);
		const chatters = new Chatters(() => ok(database), caughtUp);
		const recent = async (options: Parameters<Chatters['recent']>[1]) =>
			(await chatters.recent(Guild, options)).unwrap().map(({ userId }) => userId);
		try {
			itIs(4 * DayMinutes + 620);
			expect(await recent({})).toEqual([2, 1]);
			expect(await recent({ limit: 1 })).toEqual([2]);
			expect(await recent({ limit: -1 })).toEqual([]);
			expect(await recent({ withinMs: 18 * MinuteMs })).toEqual([2]);
			itIs(4 * DayMinutes + 700);
			expect(await recent({})).toEqual([]);
			for (const withinMs of [2 * 60 * MinuteMs, 1e300]) expect(await recent({ withinMs })).toEqual([2, 1]);
		} finally {
			vi.useRealTimers();
		}
	});
});
