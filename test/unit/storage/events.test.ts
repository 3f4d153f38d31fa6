import { describe, expect, it } from 'vitest';
import type { DirectClient } from '../../../src/lib/storage/direct/DirectClient.js';
import { rowSources } from '../../../src/lib/storage/direct/rowSources.js';
import { PrismaEventRepository } from '../../../src/lib/storage/events/PrismaEventRepository.js';
import type { DeliveryMark, EventRow, EventState } from '../../../src/lib/storage/events/types.js';
import type { PrismaClient } from '../../../src/lib/storage/prisma.js';
import { rowLocks } from '../../../src/lib/storage/support/rowLocks.js';
import type { Database } from '../../../src/lib/storage/types.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { waitingServers } from '../../support/waitingServers.js';
import { countViewers, eventRowId, newEvent } from './support/newEvent.js';

const GuildId = '1146912345678901234';

function row({ guildIds: _guildIds, senderUserId: _sender, ...event }: ReturnType<typeof newEvent>): EventRow {
	return event;
}

function mark(number: number, state: DeliveryMark['state'], changes: Partial<DeliveryMark> = {}): DeliveryMark {
	const at = new Date('2026-02-01T10:00:00Z');
	return { id: eventRowId(number), guildId: GuildId, state, attempts: 1, error: null, at, ...changes };
}

async function pendingIds({ events }: Database, guildId = GuildId): Promise<string[]> {
	return (await events.pending(guildId, 1000)).map(({ event }) => event.id);
}

/** Of an event that still has a pending delivery for the server `watcher`. */
async function stateOf({ events }: Database, number: number): Promise<EventState | undefined> {
	const pending = await events.pending('watcher', 1000);
	return pending.find(({ event }) => event.id === eventRowId(number))?.event.state;
}

describe.each(databaseProviders)('inserting events on %s', (provider) => {
	it('keeps every field', async () => {
		const { events } = await temporaryDatabase(provider);
		const chat = newEvent(1, {
			broadcasterUserId: Number.MAX_SAFE_INTEGER,
			payload: '{"content":"👩‍👩‍👧 \u202E\'\\u0000"}'
		});
		const bare = newEvent(2, {
			source: 'websocket',
			messageId: null,
			subscriptionId: null,
			broadcasterUserId: null,
			state: 'ignored',
			error: 'why'
		});
		expect(await events.insert([chat, bare])).toEqual(['inserted', 'inserted']);
		expect(await events.pending(GuildId, 10)).toEqual([
			{ guildId: GuildId, attempts: 0, event: row(chat) },
			{ guildId: GuildId, attempts: 0, event: row(bare) }
		]);
	});

	it('takes U+0000 out of texts', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert([newEvent(1, { payload: 'a\0b\0', error: '\0' })]);
		const [pending] = await events.pending(GuildId, 1);
		expect(pending?.event).toMatchObject({ payload: 'ab', error: '' });
	});

	it('answers for each event, in order, whether it was new', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert([newEvent(1), newEvent(2)]);
		const outcomes = await events.insert([
			newEvent(3),
			newEvent(4, { eventId: 'event-1' }),
			newEvent(5, { messageId: 'message-2' }),
			newEvent(6),
			newEvent(7, { eventId: 'event-3' }),
			newEvent(8, { messageId: 'message-6' }),
			newEvent(9)
		]);
		expect(outcomes).toEqual(['inserted', 'duplicate', 'duplicate', 'inserted', 'duplicate', 'duplicate', 'inserted']);
	});

	it('knows the same event twice in a batch', async () => {
		const database = await temporaryDatabase(provider);
		const event = newEvent(1);
		expect(await database.events.insert([event, event])).toEqual(['inserted', 'duplicate']);
		expect(await pendingIds(database)).toEqual([event.id]);
	});

	it('takes many events without a message id', async () => {
		const { events } = await temporaryDatabase(provider);
		const batch = [1, 2, 3].map((number) => newEvent(number, { messageId: null }));
		expect(await events.insert(batch)).toEqual(['inserted', 'inserted', 'inserted']);
	});

	it('changes nothing for a duplicate: no field, no delivery, no chatter', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(1)]);
		const repeated = newEvent(2, { eventId: 'event-1', payload: 'other', guildIds: [GuildId, 'other'] });
		await database.events.insert([repeated]);
		expect(await database.events.pending(GuildId, 10)).toEqual([
			{ guildId: GuildId, attempts: 0, event: row(newEvent(1)) }
		]);
		expect(await pendingIds(database, 'other')).toEqual([]);
		await countViewers(database);
		expect(await database.chatters.recent(123456, new Date(0), 10)).toMatchObject([{ messages: 1 }]);
	});

	it('lets the first of many writers win', async () => {
		const database = await temporaryDatabase(provider);
		const outcomes = await Promise.all(
			Array.from({ length: 20 }, (_writer, index) =>
				database.events.insert([newEvent(index + 1, { eventId: 'same' }), newEvent(index + 101, { messageId: 'same' })])
			)
		);
		const first = outcomes.filter(([outcome]) => outcome === 'inserted');
		const second = outcomes.filter(([, outcome]) => outcome === 'inserted');
		expect([first.length, second.length]).toEqual([1, 1]);
		expect(await pendingIds(database)).toHaveLength(2);
	});

	it('takes a batch of 500 events for 3 servers, half of them known', async () => {
		const database = await temporaryDatabase(provider);
		const guildIds = ['1', '2', '3'];
		const batch = Array.from({ length: 500 }, (_event, index) =>
			newEvent(index, {
				guildIds,
				chatter: { userId: index % 50, username: 'u'.repeat(2000), color: null }
			})
		);
		await database.events.insert(batch.slice(0, 250));
		const outcomes = await database.events.insert(batch);
		expect(outcomes).toEqual(batch.map((_event, index) => (index < 250 ? 'duplicate' : 'inserted')));
		for (const guildId of guildIds) expect(await pendingIds(database, guildId)).toEqual(batch.map(({ id }) => id));
		expect(await waitingServers(database.events)).toEqual(guildIds);

		await database.events.mark(
			batch.flatMap((_event, index) => guildIds.map((guildId) => mark(index, 'handled', { guildId })))
		);
		expect(await waitingServers(database.events)).toEqual([]);
		await countViewers(database);
		const chatters = await database.chatters.recent(123456, new Date(0), 100);
		expect(chatters.map(({ messages }) => messages)).toEqual(Array.from({ length: 50 }, () => 10));
	});

	it('stores the others of a batch where the database refuses one', async () => {
		const database = await temporaryDatabase(provider);
		const [first, broken, last] = [newEvent(1), newEvent(2, { guildIds: [null as unknown as string] }), newEvent(3)];
		expect(await database.events.insert([first, broken, first, last])).toEqual([
			'inserted',
			expect.any(Error),
			'duplicate',
			'inserted'
		]);
		expect((await database.events.pending(GuildId, 10)).map(({ event }) => event.eventId)).toEqual([
			'event-1',
			'event-3'
		]);
		expect(await database.eventLog.find('event-2')).toBeNull();
	});

	it('stores nothing of a batch where the database itself fails', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await place.run('ALTER TABLE kick_deliveries RENAME TO away');
		await expect(database.events.insert([newEvent(1), newEvent(2)])).rejects.toThrow();
		await place.run('ALTER TABLE away RENAME TO kick_deliveries');
		expect(await database.events.insert([newEvent(1), newEvent(2)])).toEqual(['inserted', 'inserted']);
	});

	it('does nothing with an empty batch, and one delivery for a server named twice', async () => {
		const database = await temporaryDatabase(provider);
		expect(await database.events.insert([])).toEqual([]);
		await database.events.insert([newEvent(1, { guildIds: [GuildId, GuildId] }), newEvent(2, { guildIds: [] })]);
		expect(await pendingIds(database)).toEqual([eventRowId(1)]);
	});
});

describe.each(databaseProviders)('pending deliveries on %s', (provider) => {
	it('come in order of arrival, the oldest first, for one server', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(3), newEvent(1), newEvent(5, { guildIds: ['other'] })]);
		await database.events.insert([newEvent(4), newEvent(2)]);
		const first = await database.events.pending(GuildId, 3);
		expect(first.map(({ event }) => event.eventId)).toEqual(['event-3', 'event-1', 'event-4']);
		expect(await pendingIds(database, 'other')).toEqual([eventRowId(5)]);
		expect(await waitingServers(database.events)).toEqual([GuildId, 'other']);
	});

	it('stay pending with their attempts when an attempt failed', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(1), newEvent(2), newEvent(3), newEvent(4)]);
		await database.events.mark([
			mark(1, 'pending', { attempts: 2 }),
			mark(2, 'failed', { attempts: 3, error: 'a\0b' }),
			mark(3, 'handled'),
			mark(4, 'dead')
		]);
		const pending = await database.events.pending(GuildId, 10);
		expect(pending.map(({ event, attempts }) => [event.id, attempts])).toEqual([
			[eventRowId(1), 2],
			[eventRowId(2), 3]
		]);
	});
});

describe.each(databaseProviders)('marking deliveries on %s', (provider) => {
	it('finishes an event with its last delivery', async () => {
		const database = await temporaryDatabase(provider);
		const guildIds = [GuildId, 'b', 'watcher'];
		await database.events.insert([1, 2, 3].map((number) => newEvent(number, { guildIds })));
		const others = (number: number, states: [DeliveryMark['state'], DeliveryMark['state']]) => [
			mark(number, states[0]),
			mark(number, states[1], { guildId: 'b' })
		];
		await database.events.mark([...others(1, ['handled', 'handled']), ...others(2, ['dead', 'handled'])]);
		await database.events.mark([mark(3, 'handled'), mark(3, 'handled', { guildId: 'watcher' })]);
		expect(await stateOf(database, 1)).toBe('received');
		expect(await stateOf(database, 2)).toBe('received');
		expect((await database.events.pending('b', 10)).map(({ event }) => [event.id, event.state])).toEqual([
			[eventRowId(3), 'received']
		]);

		// A delivery that is taken up again shows what the event had become.
		const ofWatcher = (state: DeliveryMark['state']) =>
			[1, 2].map((number) => mark(number, state, { guildId: 'watcher' }));
		await database.events.mark(ofWatcher('handled'));
		await database.events.mark(ofWatcher('pending'));
		expect(await stateOf(database, 1)).toBe('handled');
		expect(await stateOf(database, 2)).toBe('failed');
	});

	it('goes by the last mark of a delivery', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(1)]);
		await database.events.mark([mark(1, 'handled'), mark(1, 'pending', { attempts: 5 })]);
		expect(await database.events.pending(GuildId, 10)).toMatchObject([{ attempts: 5, event: { state: 'received' } }]);
	});

	it('passes over deliveries that are gone', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(1)]);
		await database.events.mark([mark(404, 'handled'), mark(1, 'handled', { guildId: 'unknown' }), mark(1, 'handled')]);
		await database.events.mark([]);
		expect(await waitingServers(database.events)).toEqual([]);
	});

	it('leaves events without a mark as they are', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(1), newEvent(2, { state: 'stale', guildIds: ['watcher'] })]);
		await database.events.mark([mark(1, 'handled')]);
		expect(await stateOf(database, 2)).toBe('stale');
	});
});

describe.each(databaseProviders)('the newest event of a channel on %s', (provider) => {
	it('is told whatever its state', async () => {
		const { events } = await temporaryDatabase(provider);
		const newest = newEvent(3, { state: 'stale', type: 'channel.followed', guildIds: [] });
		await events.insert([newEvent(1), newest, newEvent(4, { broadcasterUserId: 9 })]);
		expect(await events.latestWebhook(123456)).toEqual({
			type: 'channel.followed',
			receivedAt: newest.receivedAt,
			sentAt: newest.sentAt
		});
		expect(await events.latestWebhook(404)).toBeNull();
	});
});

describe.each(databaseProviders)('the numbers of the log on %s', (provider) => {
	it('follow the clock of the database where that of the bot was a year ahead', async () => {
		const { events, eventLog } = await temporaryDatabase(provider);
		const now = Date.now();
		const minute = (minutes: number) => new Date(now + minutes * 60_000);
		await events.insert([newEvent(1, { receivedAt: minute(365 * 24 * 60) })]);
		await events.insert([newEvent(2, { receivedAt: minute(0) })]);
		const ids = async (from: Date, to: Date) =>
			(await eventLog.list({ from, to, limit: 10 })).map(({ eventId }) => eventId);
		expect(await ids(minute(-1), minute(1))).toEqual(['event-2', 'event-1']);
	});
});

describe.each(databaseProviders)('pruning on %s', (provider) => {
	it('passes events of a clock that was ahead', async () => {
		const database = await temporaryDatabase(provider);
		const future = new Date(Date.now() + 30 * 24 * 60 * 60_000);
		const batch = [
			...[1, 2, 3].map((number) => newEvent(number, { receivedAt: future, guildIds: [] })),
			newEvent(4, { guildIds: [] })
		];
		await database.events.insert(batch);
		await countViewers(database);
		for (let after: string | null = null; ; ) {
			after = await database.events.prune(new Date(), after, 2);
			if (after === null) break;
		}
		const left = await database.eventLog.list({ limit: 10 });
		expect(left.map(({ eventId }) => eventId)).toEqual(['event-3', 'event-2', 'event-1']);
	});

	it('deletes the oldest finished events with their deliveries, and looks at no more than asked for', async () => {
		const database = await temporaryDatabase(provider);
		const batch = [1, 2, 3, 4, 5, 6].map((number) => newEvent(number, { guildIds: number === 6 ? [] : [GuildId] }));
		await database.events.insert(batch);
		await database.events.mark([mark(1, 'handled'), mark(3, 'dead'), mark(4, 'handled'), mark(5, 'failed')]);
		await countViewers(database);
		const afterAll = new Date(batch[5]!.receivedAt.getTime() + 1);

		expect(await database.events.prune(batch[0]!.receivedAt, null, 10)).toBeNull();
		expect(await database.events.prune(afterAll, null, 2)).toBe(eventRowId(2));
		expect(await database.events.prune(afterAll, eventRowId(2), 3)).toBe(eventRowId(5));
		expect(await database.events.prune(afterAll, eventRowId(5), 3)).toBe(eventRowId(6));
		expect(await database.events.prune(afterAll, eventRowId(6), 3)).toBeNull();
		expect(await pendingIds(database)).toEqual([2, 5].map(eventRowId));
		expect(await database.events.insert(batch)).toEqual([
			'inserted',
			'duplicate',
			'inserted',
			'inserted',
			'duplicate',
			'inserted'
		]);
	});

	it('spares what was signed later than that: while it would count as new, it has to be known as a duplicate', async () => {
		const database = await temporaryDatabase(provider);
		const ahead = newEvent(1, { sentAt: new Date(Date.UTC(2026, 0, 2)) });
		await database.events.insert([ahead, newEvent(2)]);
		await database.events.mark([mark(1, 'handled'), mark(2, 'handled')]);
		await countViewers(database);
		const before = new Date(Date.UTC(2026, 0, 1, 1));
		expect(await database.events.pruneExcess(GuildId, eventRowId(2), before, 10)).toBe(1);
		await database.events.prune(before, null, 10);
		expect(await database.events.insert([ahead])).toEqual(['duplicate']);
		await database.events.prune(new Date(Date.UTC(2026, 0, 3)), null, 10);
		expect(await database.events.insert([ahead])).toEqual(['inserted']);
	});
});

it('says of each event whether it is stored where the database fails while events are stored one by one', async () => {
	const refusal = new Error('refused', { cause: { kind: 'NullConstraintViolation' } });
	const loss = new Error('The connection is lost.', { cause: { kind: 'ConnectionClosed' } });
	/** What becomes of each transaction: of the batch, and of its events. */
	const results = [
		Promise.reject(refusal),
		Promise.resolve(['inserted']),
		Promise.reject(refusal),
		Promise.reject(loss)
	];
	for (const result of results) result.catch(() => undefined);
	const events = new PrismaEventRepository({
		prisma: {} as PrismaClient,
		direct: { $transaction: () => results.shift() } as unknown as DirectClient,
		rowSource: rowSources.sqlite,
		locks: rowLocks.sqlite,
		provider: 'sqlite',
		old: { isLeft: async () => false }
	});
	const batch = [1, 2, 3, 4, 5].map((number) => newEvent(number));
	expect(await events.insert(batch)).toEqual(['inserted', refusal, loss, loss, loss]);
	expect(results).toEqual([]);
});
