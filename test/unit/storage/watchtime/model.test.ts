import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import type { StreamSighting } from '../../../../src/lib/storage/watchtime/types.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { countViewers } from '../support/newEvent.js';
import { Channel, MinuteMs, minute } from './Channel.js';

interface Message {
	viewer: number;
	/** In minutes. */
	at: number;
}

/** In minutes. Only `jitter` is in seconds: the difference between the start in Kick's list and that in its events. */
interface Stream {
	pause: number;
	length: number;
	jitter: number;
	isStartReported: boolean;
	isEndReported: boolean;
}

interface Story {
	messages: Message[];
	streams: Stream[];
	/** Order of the steps: a permutation of all, cut into batches. */
	order: number[];
	batches: number[];
}

const PresenceMinutes = 10;

const story = fc.record<Story>({
	messages: fc.array(fc.record({ viewer: fc.integer({ min: 1, max: 3 }), at: fc.integer({ min: 0, max: 900 }) }), {
		maxLength: 40
	}),
	streams: fc.array(
		fc.record({
			pause: fc.integer({ min: 5, max: 200 }),
			length: fc.integer({ min: 5, max: 200 }),
			jitter: fc.integer({ min: 0, max: 60 }),
			isStartReported: fc.boolean(),
			isEndReported: fc.boolean()
		}),
		{ maxLength: 4 }
	),
	order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
	batches: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 10 })
});

/** Start and end in minutes. */
function livePeriods(streams: readonly Stream[]): [number, number][] {
	let time = 0;
	return streams.map(({ pause, length }) => {
		const start = time + pause;
		time = start + length;
		return [start, time];
	});
}

/** Reports of Kick about the streams: events, some of which are lost, and the list that the bot polls each minute. */
function sightingsOf(streams: readonly Stream[]): StreamSighting[] {
	const periods = livePeriods(streams);
	return streams.flatMap(({ jitter, isStartReported, isEndReported }, index): StreamSighting[] => {
		const [start, end] = periods[index]!;
		const startedAt = minute(start);
		const listed = new Date(startedAt.getTime() + jitter * 1_000);
		return [
			...(isStartReported ? [{ kind: 'live', startedAt, at: startedAt } as const] : []),
			...(isEndReported ? [{ kind: 'ended', startedAt, at: minute(end) } as const] : []),
			{ kind: 'live', startedAt: isStartReported || isEndReported ? listed : startedAt, at: minute(end) }
		];
	});
}

/** Minute by minute. */
function watchedByTheMinute({ messages, streams }: Story, viewer: number): number {
	const times = messages.filter((message) => message.viewer === viewer).map(({ at }) => at);
	const periods = livePeriods(streams);
	let minutes = 0;
	for (let now = 0; now < 3000; now++) {
		const isPresent = times.some((at) => at <= now && now < at + PresenceMinutes);
		const isLive = periods.some(([start, end]) => start <= now && now < end);
		if (isPresent && isLive) minutes++;
	}
	return minutes;
}

/** Stores and counts the event in one process. */
async function store(database: Database, event: NewEvent): Promise<void> {
	await database.events.insert([event]);
	await countViewers(database);
}

/** Stores all events in the story's order and batches, from two processes at once. */
async function storeAll(
	{ messages, streams, order, batches }: Story,
	channels: readonly [Channel, Channel]
): Promise<void> {
	const [channel] = channels;
	const said = messages.map(({ viewer, at }) => channel.message(viewer, at));
	const seen = sightingsOf(streams).map((sighting) => channel.message(0, 0, { sighting, chatter: null }));
	const all = [...said, ...seen].map((event, index) => ({ event, place: order[index % order.length]! }));
	const left: NewEvent[] = all.sort((one, other) => one.place - other.place).map(({ event }) => event);
	for (let round = 0; left.length > 0; round++) {
		const size = batches[round % batches.length]!;
		const [one, other] = [left.splice(0, size), left.splice(0, size)];
		await Promise.all([channels[0].stores(...one), channels[1].stores(...other, ...one)]);
	}
}

describe.each(databaseProviders)('watch time on %s', (provider) => {
	it('equals a count by the minute, for any order and batching of events in two processes', async () => {
		const place = await temporaryPlace(provider);
		const [one, other]: [Database, Database] = [await openForTest(place), await openForTest(place)];
		await fc.assert(
			fc.asyncProperty(story, async (drawn) => {
				const channel = new Channel(one);
				const twin = Object.assign(Object.create(Channel.prototype), channel, { database: other }) as Channel;
				await storeAll(drawn, [channel, twin]);
				await channel.sees({ kind: 'offline', at: minute(livePeriods(drawn.streams).at(-1)?.[1] ?? 0) });
				await channel.sees({ kind: 'offline', at: minute((livePeriods(drawn.streams).at(-1)?.[1] ?? 0) + 30) });
				const expected = [1, 2, 3].map((viewer) => watchedByTheMinute(drawn, viewer));
				const watched = () => Promise.all([1, 2, 3].map((viewer) => channel.watched(viewer)));
				expect(await watched()).toEqual(expected);

				// Ten days later, none of these viewers is present.
				await channel.says(4, 10 * 24 * 60);
				await channel.fold(2);
				expect(await watched()).toEqual(expected);
			}),
			{ numRuns: provider === 'sqlite' ? 30 : 15 }
		);
	});

	it('counts each minute of a viewer once whose messages come to two processes at the same time', async () => {
		const place = await temporaryPlace(provider);
		const databases = [await openForTest(place), await openForTest(place)] as const;
		const channel = new Channel(databases[0]);
		await channel.streams(0, 600);
		const messages = Array.from({ length: 60 }, (_message, index) => channel.message(1 + (index % 3), index * 3));
		await Promise.all(
			databases.flatMap((database, process) =>
				messages
					.filter((_message, index) => index % 2 === process)
					.toSorted(() => Math.random() - 0.5)
					.map((message) => store(database, message))
			)
		);
		expect(await Promise.all([1, 2, 3].map((viewer) => channel.watched(viewer)))).toEqual([181, 181, 181]);
		const { watchtime } = databases[1];
		const window = { from: new Date(0), until: minute(100) };
		expect(await watchtime.ofViewer(channel.userId, 1, window)).toMatchObject({ watchedMs: 100 * MinuteMs });
	});

	it('keeps one stream that two processes report at the same time, with starts a second apart', async () => {
		const place = await temporaryPlace(provider);
		const databases = [await openForTest(place), await openForTest(place)] as const;
		const channels = Array.from({ length: 30 }, () => new Channel(databases[0]));
		await Promise.all(
			channels.flatMap(({ userId }) =>
				databases.map(({ streams }, process) => {
					const startedAt = new Date(minute(0).getTime() + process * 1_000);
					return streams.record(userId, { kind: 'live', startedAt, at: minute(5) });
				})
			)
		);
		expect((await databases[0].streams.open()).toSorted()).toEqual(channels.map(({ userId }) => userId));
	});

	it('is right while two processes count days together and late messages come', async () => {
		const place = await temporaryPlace(provider);
		const databases = [await openForTest(place), await openForTest(place)] as const;
		const channel = new Channel(databases[0]);
		const viewers = Array.from({ length: 24 }, (_viewer, index) => index + 1);
		await channel.streams(0, 60);
		await channel.stores(...viewers.map((viewer) => channel.message(viewer, 5)));
		const day = 24 * 60;
		await channel.streams(10 * day, 10 * day + 60);
		await channel.says(1, 10 * day);
		const fold = async ({ watchtime }: Database) => {
			while ((await watchtime.fold(channel.userId, minute(8 * day), 3)) > 0);
		};
		await Promise.all([
			...databases.map(fold),
			...viewers.map((viewer) => store(databases[viewer % 2]!, channel.message(viewer, 12))),
			...viewers.map((viewer) => store(databases[viewer % 2]!, channel.message(viewer, 10 * day + 5)))
		]);
		const watched = await Promise.all(viewers.map((viewer) => channel.watched(viewer)));
		expect(watched).toEqual(viewers.map((viewer) => (viewer === 1 ? 25 : 20)));
	});
});
