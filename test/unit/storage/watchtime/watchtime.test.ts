import { describe, expect, it } from 'vitest';
import {
	databaseProviders,
	openForTest,
	temporaryDatabase,
	temporaryPlace
} from '../../../support/temporaryDatabase.js';
import { Always, Channel, MinuteMs, minute } from './Channel.js';

const Ana = 1;
const Bo = Number.MAX_SAFE_INTEGER;
const DayMinutes = 24 * 60;

describe.each(databaseProviders)('watch time on %s', (provider) => {
	const channelOf = async () => new Channel(await temporaryDatabase(provider));

	it('is the time from a message until ten minutes after the last, while the stream is live', async () => {
		const channel = await channelOf();
		await channel.streams(0, 60);
		await channel.says(Ana, 5);
		expect(await channel.watched(Ana)).toBe(10);
		await channel.says(Ana, 12);
		expect(await channel.watched(Ana)).toBe(17);
		await channel.says(Ana, 40);
		expect(await channel.watched(Ana)).toBe(27);
		await channel.says(Ana, 55);
		expect(await channel.watched(Ana)).toBe(32);
		expect(await channel.watched(Bo)).toBe(0);
	});

	it('is none while the channel is offline, and none for the streamer', async () => {
		const channel = await channelOf();
		await channel.streams(100, 200);
		await channel.says(Ana, 50, 250);
		await channel.says(channel.userId, 110);
		expect(await channel.leaderboard()).toEqual([]);
		await channel.says(Ana, 95);
		expect(await channel.leaderboard()).toEqual([[Ana, 5]]);
	});

	it('takes late messages: they extend a visit, join two, or make one', async () => {
		const channel = await channelOf();
		await channel.streams(0, 1000);
		await channel.says(Ana, 100, 118);
		expect(await channel.watched(Ana)).toBe(20);
		await channel.says(Ana, 109);
		expect(await channel.watched(Ana)).toBe(28);
		await channel.says(Ana, 95);
		expect(await channel.watched(Ana)).toBe(33);
		await channel.says(Ana, 50, 900);
		expect(await channel.watched(Ana)).toBe(53);
	});

	it('counts a message when it was written, where that is known', async () => {
		const channel = await channelOf();
		await channel.streams(0, 30);
		await channel.stores(channel.message(Ana, 90, { chattedAt: minute(15) }));
		expect(await channel.watched(Ana)).toBe(10);
	});

	it('counts an event that came twice once, and a message that no server gets not at all', async () => {
		const channel = await channelOf();
		await channel.streams(0, 60);
		const message = channel.message(Ana, 5);
		await channel.stores(message, message);
		await channel.stores({ ...message, sentAt: minute(30) });
		await channel.stores(channel.message(Bo, 5, { chatter: null }));
		expect(await channel.leaderboard()).toEqual([[Ana, 10]]);
	});

	it('is that of each channel', async () => {
		const channel = await channelOf();
		const other = new Channel(channel.database);
		await channel.streams(0, 60);
		await other.streams(30, 90);
		await channel.says(Ana, 55);
		await other.says(Ana, 55);
		expect([await channel.watched(Ana), await other.watched(Ana)]).toEqual([5, 10]);
	});

	it('is known for any time', async () => {
		const channel = await channelOf();
		await channel.streams(0, 60);
		await channel.says(Ana, 5, 40);
		expect(await channel.watched(Ana, 7, 42)).toBe(10);
		expect(await channel.watched(Ana, 20, 30)).toBe(0);
	});

	it('trusts for a quarter of an hour that a stream is still on', async () => {
		const channel = await channelOf();
		await channel.streams(0);
		await channel.says(Ana, 0, 10, 20, 30);
		expect(await channel.watched(Ana)).toBe(15);
		await channel.sees({ kind: 'live', startedAt: minute(0), at: minute(35) });
		expect(await channel.watched(Ana)).toBe(40);
	});

	it('learns of streams by events, from each once', async () => {
		const channel = await channelOf();
		const start = { kind: 'live', startedAt: minute(0), at: minute(0) } as const;
		const end = { kind: 'ended', startedAt: minute(0), at: minute(30) } as const;
		const [started, over] = [start, end].map((sighting) => channel.message(Ana, 25, { sighting, chatter: null }));
		await channel.stores(over!, channel.message(Ana, 25), started!);
		expect(await channel.watched(Ana)).toBe(5);
		expect(await channel.database.streams.latest(channel.userId)).toEqual({
			startedAt: minute(0),
			endedAt: minute(30),
			seenAt: minute(0),
			title: null
		});
		const { payload } = channel.message(Ana, 25, { sighting: { ...end, at: minute(60) }, chatter: null });
		await channel.stores({ ...over!, payload });
		expect(await channel.watched(Ana)).toBe(5);
	});

	it('lists the live streams', async () => {
		const channel = await channelOf();
		const other = new Channel(channel.database);
		expect(await channel.database.streams.latest(channel.userId)).toBeNull();
		await channel.streams(0, 60);
		await other.streams(0, 60);
		await other.streams(90);
		expect(await channel.database.streams.open()).toEqual([other.userId]);
	});

	it('ranks viewers, page by page; equal ones share a rank', async () => {
		const channel = await channelOf();
		await channel.streams(0, 600);
		await channel.says(3, 5);
		await channel.says(Bo, 5, 10, 15);
		await channel.says(2, 50);
		await channel.says(4, 595);
		const { database, userId } = channel;
		const page = (offset: number) => database.watchtime.leaderboard(userId, Always, { offset, limit: 2 });
		const row = (viewer: number, minutes: number, rank: number) => ({
			userId: viewer,
			username: `Viewer_${viewer}`,
			color: null,
			watchedMs: minutes * MinuteMs,
			rank
		});
		expect(await page(0)).toEqual({ watchers: 4, rows: [row(Bo, 20, 1), row(2, 10, 2)] });
		expect(await page(2)).toEqual({ watchers: 4, rows: [row(3, 10, 2), row(4, 5, 4)] });
		expect(await page(4)).toEqual({ watchers: 0, rows: [] });
		expect(await database.watchtime.ofViewer(userId, 4, Always)).toEqual({
			watchedMs: 5 * MinuteMs,
			rank: 4,
			watchers: 4
		});
		expect(await database.watchtime.ofViewer(userId, 5, Always)).toBeNull();
	});

	it('finds viewers by id, and by name in any case', async () => {
		const channel = await channelOf();
		const { watchtime } = channel.database;
		await channel.says(Ana, 5);
		const ana = { userId: Ana, username: 'Viewer_1' };
		expect(await watchtime.findViewer(channel.userId, { id: Ana })).toMatchObject(ana);
		expect(await watchtime.findViewer(channel.userId, { name: 'vIEWER_1' })).toMatchObject(ana);
		expect(await watchtime.findViewer(channel.userId, { name: 'viewer' })).toBeNull();
		expect(await watchtime.findViewer(channel.userId, { id: 7 })).toBeNull();
		expect(await watchtime.findViewer(404, { id: Ana })).toBeNull();
	});

	it('of two viewers with one name finds the one that was here last', async () => {
		const channel = await channelOf();
		const named = (userId: number, at: number) =>
			channel.message(userId, at, { chatter: { userId, username: 'ana', color: null } });
		await channel.stores(named(1, 5), named(2, 7), named(3, 6));
		expect(await channel.database.watchtime.findViewer(channel.userId, { name: 'ana' })).toMatchObject({ userId: 2 });
	});

	it('lists the present viewers', async () => {
		const channel = await channelOf();
		const { watchtime } = channel.database;
		await channel.says(Ana, 5);
		await channel.says(Bo, 14);
		const isPresent = (at: number) => watchtime.isPresent(channel.userId, Ana, minute(at));
		expect([await isPresent(4), await isPresent(5), await isPresent(14), await isPresent(15)]).toEqual([
			false,
			true,
			true,
			false
		]);
		expect(await watchtime.countPresent(channel.userId, minute(14))).toBe(2);
		expect(await watchtime.countPresent(channel.userId, minute(15))).toBe(1);
	});

	describe('of days that are over', () => {
		/** Ana is there over the first midnight; the newest message is of four days later. */
		async function weekOf(channel: Channel): Promise<void> {
			await channel.streams(DayMinutes - 60, DayMinutes + 60);
			await channel.says(Ana, DayMinutes - 5, DayMinutes + 2);
			await channel.says(Bo, DayMinutes - 30);
			await channel.streams(2 * DayMinutes + 60, 2 * DayMinutes + 180);
			await channel.says(Ana, 2 * DayMinutes + 100);
			await channel.streams(5 * DayMinutes, 5 * DayMinutes + 10);
			await channel.says(Ana, 5 * DayMinutes + 5);
		}

		const rows = async (channel: Channel) => (await channel.database.watchtime.foldable()).length;

		it('is counted together, and no figure changes', async () => {
			const channel = await channelOf();
			await weekOf(channel);
			const day = (number: number) => channel.watched(Ana, number * DayMinutes, (number + 1) * DayMinutes);
			const figures = async () => ({
				all: await channel.leaderboard(),
				days: [await day(0), await day(1), await day(2), await day(3), await day(4), await day(5)]
			});
			const before = await figures();
			expect(before).toEqual({
				all: [
					[Ana, 32],
					[Bo, 10]
				],
				days: [5, 12, 10, 0, 0, 5]
			});
			expect(await rows(channel)).toBe(1);
			await channel.fold(1);
			expect(await rows(channel)).toBe(0);
			expect(await figures()).toEqual(before);
			await channel.fold();
			expect(await figures()).toEqual(before);
		});

		it('stays as it is when a message of them comes now, and when the bot starts again', async () => {
			const place = await temporaryPlace(provider);
			const first = await openForTest(place);
			const channel = new Channel(first);
			await weekOf(channel);
			await channel.fold();
			await channel.says(Ana, DayMinutes - 5, DayMinutes + 20);
			expect(await channel.leaderboard()).toEqual([
				[Ana, 32],
				[Bo, 10]
			]);
			await first.close();
			const { watchtime } = await openForTest(place);
			expect(await watchtime.ofViewer(channel.userId, Ana, Always)).toMatchObject({ watchedMs: 32 * MinuteMs });
		});

		it('is cut at midnight where a visit continues', async () => {
			const channel = await channelOf();
			await channel.streams(0, 10 * DayMinutes);
			const from = 2 * DayMinutes - 30;
			await channel.says(Ana, ...Array.from({ length: 10 }, (_message, index) => from + index * 10));
			await channel.streams(10 * DayMinutes + 1);
			await channel.says(Bo, 4 * DayMinutes + 5);
			expect(await channel.watched(Ana)).toBe(100);
			await channel.fold();
			expect(await channel.watched(Ana)).toBe(100);
			await channel.says(Ana, 2 * DayMinutes + 5, 2 * DayMinutes + 75);
			expect(await channel.watched(Ana)).toBe(110);
			await channel.says(Bo, 5 * DayMinutes + 5);
			await channel.fold();
			expect(await channel.watched(Ana)).toBe(110);
			expect(await channel.watched(Ana, 0, 2 * DayMinutes)).toBe(30);
		});

		it('is not counted together while the last stream began then, for a week', async () => {
			const channel = await channelOf();
			await channel.streams(60, 120);
			await channel.says(Ana, 70);
			await channel.says(Bo, 6 * DayMinutes);
			expect(await rows(channel)).toBe(0);
			await channel.says(Bo, 8 * DayMinutes);
			expect(await rows(channel)).toBe(1);
		});

		it('goes after long, and the names of watchers stay until then', async () => {
			const channel = await channelOf();
			const { chatters, watchtime, streams } = channel.database;
			await weekOf(channel);
			await channel.says(3, 10);
			await channel.fold();
			const names = async () => (await chatters.recent(channel.userId, new Date(0), 10)).map(({ userId }) => userId);
			expect(await chatters.prune(minute(6 * DayMinutes), 10)).toBe(1);
			expect(await names()).toEqual([Ana, Bo]);

			expect(await watchtime.prune(minute(2 * DayMinutes), 10)).toBe(3);
			expect(await channel.leaderboard()).toEqual([[Ana, 15]]);
			expect(await watchtime.prune(minute(7 * DayMinutes), 1)).toBe(1);
			expect(await watchtime.prune(minute(7 * DayMinutes), 10)).toBe(1);
			expect(await channel.leaderboard()).toEqual([]);
			expect(await streams.latest(channel.userId)).toBeNull();
			expect(await chatters.prune(minute(6 * DayMinutes), 10)).toBe(2);
		});
	});
});
