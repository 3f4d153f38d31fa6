import { describe, expect, it } from 'vitest';
import type { StreamSighting } from '../../../../src/lib/storage/watchtime/types.js';
import { databaseProviders, temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { Channel, minute } from './Channel.js';

/** A poll that finds the stream live, which has started at minute 0. */
const live = (at: number, title: string | null, viewers: number | null): StreamSighting => ({
	kind: 'live',
	startedAt: minute(0),
	at: minute(at),
	title,
	viewers
});

describe.each(databaseProviders)('streams on %s', (provider) => {
	it('have the title of the newest sighting that has one, in any order', async () => {
		const channel = new Channel(await temporaryDatabase(provider));
		const { streams } = channel.database;
		await channel.sees(live(5, 'second\0 title', null));
		await channel.sees(live(3, 'first title', null));
		await channel.sees(live(6, null, null));
		expect(await streams.latest(channel.userId)).toMatchObject({ title: 'second title', seenAt: minute(6) });
		await channel.sees({ kind: 'ended', startedAt: minute(0), at: minute(9), title: 'last title' });
		expect(await streams.latest(channel.userId)).toMatchObject({ title: 'second title', endedAt: minute(9) });
		await channel.sees({ kind: 'ended', startedAt: minute(20), at: minute(30), title: 'only its end was seen' });
		expect(await streams.latest(channel.userId)).toMatchObject({ title: 'only its end was seen' });
	});

	it('have the average and the highest number of viewers of each 5 minutes', async () => {
		const channel = new Channel(await temporaryDatabase(provider));
		const { streams } = channel.database;
		for (const [at, viewers] of [
			[3, 10],
			[4, 40],
			[4.5, 40],
			[5, 7],
			[6, null],
			[7, 10 ** 12]
		] as const) {
			await channel.sees(live(at, null, viewers));
		}
		const all = { from: minute(0), until: minute(60) };
		const samples = await streams.viewers(channel.userId, all);
		expect(samples).toEqual([
			{ at: minute(0), average: 30, peak: 40 },
			{ at: minute(5), average: (7 + 2 ** 31 - 1) / 2, peak: 2 ** 31 - 1 }
		]);
		const first = { from: minute(4), until: minute(5) };
		expect(await streams.viewers(channel.userId, first)).toEqual([samples[0]]);
		expect(await streams.viewers(7, all)).toEqual([]);
		expect(await streams.pruneViewers(minute(5), 10)).toBe(1);
		expect(await streams.viewers(channel.userId, all)).toEqual([samples[1]]);
	});

	it('are found by the time in which they were live', async () => {
		const channel = new Channel(await temporaryDatabase(provider));
		await channel.streams(0, 60);
		await channel.streams(100, 160);
		await channel.streams(200);
		const within = async (from: number, until: number) => {
			const window = { from: minute(from), until: minute(until) };
			const found = await channel.database.streams.within(channel.userId, window);
			return found.map(({ startedAt }) => startedAt);
		};
		expect(await within(0, 1_000)).toEqual([minute(0), minute(100), minute(200)]);
		expect(await within(60, 200)).toEqual([minute(100)]);
		expect(await within(59, 201)).toEqual([minute(0), minute(100), minute(200)]);
		expect(await within(300, 400)).toEqual([]);
		const newest = await channel.database.streams.newest(channel.userId, 2);
		expect(newest.map(({ startedAt }) => startedAt)).toEqual([minute(200), minute(100)]);
	});
});
