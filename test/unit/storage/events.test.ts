import { describe, expect, it } from 'vitest';
import { ListenersConsumer } from '../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { DirectClient } from '../../../src/lib/storage/direct/DirectClient.js';
import { EventRepository } from '../../../src/lib/storage/events/EventRepository.js';
import { parseLogId } from '../../../src/lib/storage/events/logIds.js';
import type { EventRow, LogCommit } from '../../../src/lib/storage/events/types.js';
import type { PrismaClient } from '../../../src/lib/storage/prisma.js';
import { rowLocks } from '../../../src/lib/storage/support/rowLocks.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../support/waitingServers.js';
import { deliveryMark, handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { countViewers, eventRowId, newEvent } from './support/newEvent.js';

const GuildId = '1146912345678901234';

function row({ guildIds: _guildIds, senderUserId: _sender, ...event }: ReturnType<typeof newEvent>): EventRow {
	return event;
}

async function pendingIds(database: Database, guildId = GuildId): Promise<string[]> {
	return (await pendingOf(database, guildId)).map(({ event }) => event.id);
}

describe.each(databaseProviders)('inserting events on %s', (provider) => {
	it('keeps every field', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, [GuildId], Number.MAX_SAFE_INTEGER);
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
		const forOne = newEvent(3, { messageId: null, broadcasterUserId: Number.MAX_SAFE_INTEGER, guildId: GuildId });
		expect(await database.events.insert([chat, bare, forOne])).toEqual(['inserted', 'inserted', 'inserted']);
		const cursorOf = Number.MAX_SAFE_INTEGER;
		expect(await pendingOf(database, GuildId)).toEqual([
			{ event: row(chat), seq: parseLogId(chat.id), cursorOf, hasRow: false },
			{ event: row(forOne), seq: parseLogId(forOne.id), cursorOf, hasRow: false }
		]);
		expect(await database.eventLog.find(bare.id)).toEqual({ ...row(bare), isTest: false, deliveries: [] });
	});

	it('takes U+0000 out of texts', async () => {
		const { events, eventLog } = await temporaryDatabase(provider);
		await events.insert([newEvent(1, { payload: 'a\0b\0', error: '\0' })]);
		expect(await eventLog.find('event-1')).toMatchObject({ payload: 'ab', error: '' });
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
		await linkServers(database, [GuildId]);
		const event = newEvent(1);
		expect(await database.events.insert([event, event])).toEqual(['inserted', 'duplicate']);
		expect(await pendingIds(database)).toEqual([event.id]);
	});

	it('takes many events without a message id', async () => {
		const { events } = await temporaryDatabase(provider);
		const batch = [1, 2, 3].map((number) => newEvent(number, { messageId: null }));
		expect(await events.insert(batch)).toEqual(['inserted', 'inserted', 'inserted']);
	});

	it('changes nothing for a duplicate: no field, no server, no chatter', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, [GuildId]);
		await linkServers(database, ['2'], 999);
		await database.events.insert([newEvent(1)]);
		const repeated = newEvent(2, { eventId: 'event-1', payload: 'other', broadcasterUserId: 999 });
		await database.events.insert([repeated]);
		expect((await pendingOf(database, GuildId)).map(({ event }) => event)).toEqual([row(newEvent(1))]);
		expect(await pendingIds(database, '2')).toEqual([]);
		await countViewers(database);
		expect(await database.chatters.recent(123456, new Date(0), 10)).toMatchObject([{ messages: 1 }]);
	});

	it('lets the first of many writers win', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, [GuildId]);
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
		await linkServers(database, guildIds);
		const batch = Array.from({ length: 500 }, (_event, index) =>
			newEvent(index, {
				chatter: { userId: index % 50, username: 'u'.repeat(2000), color: null }
			})
		);
		await database.events.insert(batch.slice(0, 250));
		const outcomes = await database.events.insert(batch);
		expect(outcomes).toEqual(batch.map((_event, index) => (index < 250 ? 'duplicate' : 'inserted')));
		for (const guildId of guildIds) expect(await pendingIds(database, guildId)).toEqual(batch.map(({ id }) => id));
		expect(await waitingServers(database)).toEqual(guildIds);

		await database.consumers.mark(
			batch.flatMap(({ id }) => guildIds.map((guildId) => deliveryMark(id, 'handled', { guildId })))
		);
		expect(await waitingServers(database)).toEqual([]);
		await countViewers(database);
		const chatters = await database.chatters.recent(123456, new Date(0), 100);
		expect(chatters.map(({ messages }) => messages)).toEqual(Array.from({ length: 50 }, () => 10));
	});

	it('stores the others of a batch where the database refuses one', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, [GuildId]);
		const [first, broken, last] = [newEvent(1), newEvent(2, { version: null as unknown as string }), newEvent(3)];
		expect(await database.events.insert([first, broken, first, last])).toEqual([
			'inserted',
			expect.any(Error),
			'duplicate',
			'inserted'
		]);
		expect((await pendingOf(database, GuildId)).map(({ event }) => event.eventId)).toEqual(['event-1', 'event-3']);
		expect(await database.eventLog.find('event-2')).toBeNull();
	});

	it('stores nothing of a batch where the database itself fails', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await place.run('ALTER TABLE kick_log RENAME TO away');
		await expect(database.events.insert([newEvent(1), newEvent(2)])).rejects.toThrow();
		await place.run('ALTER TABLE away RENAME TO kick_log');
		expect(await database.events.insert([newEvent(1), newEvent(2)])).toEqual(['inserted', 'inserted']);
	});

	it('does nothing with an empty batch', async () => {
		const { events, eventLog } = await temporaryDatabase(provider);
		expect(await events.insert([])).toEqual([]);
		expect(await eventLog.list({ limit: 10 })).toEqual([]);
	});

	it('gives the servers nothing that is not to be announced', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, [GuildId]);
		const states = ['stale', 'duplicate', 'ignored', 'unreadable', 'received'] as const;
		await database.events.insert(states.map((state, index) => newEvent(index + 1, { state })));
		expect(await pendingIds(database)).toEqual([eventRowId(5)]);
	});
});

describe.each(databaseProviders)('the newest event of a channel on %s', (provider) => {
	it('is found in any state', async () => {
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
			after = await database.events.prune(new Date(), after, 2, [ListenersConsumer]);
			if (after === null) break;
		}
		const left = await database.eventLog.list({ limit: 10 });
		expect(left.map(({ eventId }) => eventId)).toEqual(['event-3', 'event-2', 'event-1']);
	});

	it('deletes the oldest handled events with their rows, and reads no more than the limit', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		const batch = [1, 2, 3, 4, 5, 6, 7].map((number) =>
			newEvent(number, number === 6 ? { broadcasterUserId: 999 } : {})
		);
		await linkServers(database, ['1']);
		await database.events.insert(batch);
		const mark = (number: number, state: 'handled' | 'dead_letter') => deliveryMark(eventRowId(number), state);
		await database.consumers.mark([mark(1, 'handled'), mark(2, 'dead_letter'), mark(3, 'handled')]);
		await database.eventLog.requeue(eventRowId(1), ['1']);
		await countViewers(database);
		const prune = (before: Date, after: string | null, limit: number) =>
			database.events.prune(before, after, limit, [ListenersConsumer]);
		const afterAll = new Date(batch[6]!.receivedAt.getTime() + 1);

		expect(await prune(batch[0]!.receivedAt, null, 10)).toBeNull();
		expect(await prune(afterAll, null, 2)).toBe(eventRowId(2));
		expect(await prune(afterAll, eventRowId(2), 3)).toBe(eventRowId(5));
		expect(await prune(afterAll, eventRowId(5), 3)).toBe(eventRowId(7));
		expect(await prune(afterAll, eventRowId(7), 3)).toBeNull();
		const left = await database.eventLog.list({ limit: 10 });
		// Pending events stay: the first one because it is replayed.
		expect(left.map(({ id }) => id)).toEqual([7, 5, 4, 1].map(eventRowId));
		expect(await place.query('SELECT state FROM kick_deliveries')).toEqual([{ state: 'pending' }]);
		expect(await database.events.insert([batch[0]!, batch[1]!, batch[5]!])).toEqual([
			'duplicate',
			'inserted',
			'inserted'
		]);
	});

	it('spares what was signed later: while it would count as new, it has to be known as a duplicate', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1']);
		const ahead = newEvent(1, { sentAt: new Date(Date.UTC(2026, 0, 2)) });
		await database.events.insert([ahead, newEvent(2)]);
		await handleAll(database, '1');
		await countViewers(database);
		const before = new Date(Date.UTC(2026, 0, 1, 1));
		const consumers = [ListenersConsumer];
		expect(await database.events.pruneExcess(123456, eventRowId(2), before, 10, consumers)).toBe(1);
		await database.events.prune(before, null, 10, consumers);
		expect(await database.events.insert([ahead])).toEqual(['duplicate']);
		await database.events.prune(new Date(Date.UTC(2026, 0, 3)), null, 10, consumers);
		expect(await database.events.insert([ahead])).toEqual(['inserted']);
	});
});

it('says of each event whether it is stored where the database fails while events are stored one by one', async () => {
	const refusal = new Error('refused', { cause: { kind: 'NullConstraintViolation' } });
	const loss = new Error('The connection is lost.', { cause: { kind: 'ConnectionClosed' } });
	/** Results of the transactions: first of the batch, then of its events. */
	const results = [
		Promise.reject(refusal),
		Promise.resolve({ before: 10, seqs: [11], inserted: new Set([11]) }),
		Promise.reject(refusal),
		Promise.reject(loss)
	];
	for (const result of results) result.catch(() => undefined);
	const events = new EventRepository({
		prisma: {} as PrismaClient,
		direct: {} as DirectClient,
		writer: { append: () => results.shift()! },
		locks: rowLocks.sqlite,
		old: { isLeft: async () => false }
	});
	const batch = [1, 2, 3, 4, 5].map((number) => newEvent(number));
	const commits: LogCommit[] = [];
	expect(await events.insert(batch, (commit) => commits.push(commit))).toEqual(['inserted', refusal, loss, loss, loss]);
	expect(commits).toEqual([{ before: 10, last: 11, events: [{ seq: 11, event: batch[0] }] }]);
	expect(results).toEqual([]);
});
