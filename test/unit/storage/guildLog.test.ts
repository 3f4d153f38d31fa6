import { decodeTime, encodeTime, ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { DeliveryMark } from '../../../src/lib/storage/consumers/types.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { GuildLogQuery, LogAccess } from '../../../src/lib/storage/eventLog/types.js';
import type { OverallState } from '../../../src/lib/storage/events/states.js';
import type { EventRow, NewEvent } from '../../../src/lib/storage/events/types.js';
import type { Provider } from '../../../src/lib/storage/provider.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../support/waitingServers.js';
import { deliveryMark, handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { type EventChanges, newEvent } from './support/newEvent.js';

const start = Date.UTC(2026, 1, 1, 12);
const channel = 123456;
const ours: LogAccess = { guildId: '1', broadcasterUserId: channel };
const theirs: LogAccess = { guildId: '2', broadcasterUserId: 999 };

/** One each second. */
function logged(number: number, changes: EventChanges = {}): NewEvent & EventRow {
	const receivedAt = new Date(start + number * 1000);
	return newEvent(number, {
		receivedAt,
		sentAt: new Date(receivedAt.getTime() - 250),
		...changes
	});
}

const people = [
	{ userId: 7, username: 'ana', color: null },
	{ userId: 8, username: 'ben', color: null }
];
const idOf = (number: number) => logged(number).id;
const numberOf = (id: string) => (decodeTime(id) - start) / 1000;

function mark(number: number, state: DeliveryMark['state'], guildId = '1'): DeliveryMark {
	return deliveryMark(idOf(number), state, { guildId, error: state === 'dead_letter' ? 'Error: no' : null });
}

/** Servers that are linked to the channel before its events arrive. */
async function linkedDatabase(provider: Provider, guildIds = ['1']): Promise<Database> {
	const database = await temporaryDatabase(provider);
	await linkServers(database, guildIds);
	return database;
}

async function numbers({ eventLog }: Database, scope: LogAccess, query: Partial<GuildLogQuery> = {}) {
	const { rows } = await eventLog.page(scope, { limit: 50, ...query });
	return rows.map(({ id }) => numberOf(id));
}

describe.each(databaseProviders)('the log of one server on %s', (provider) => {
	it("contains the server's deliveries and its channel's events, and nothing of other servers", async () => {
		const database = await temporaryDatabase(provider);
		// The first server had another channel before, the second one the channel of the first.
		await linkServers(database, ['1'], 555);
		await linkServers(database, ['2']);
		await database.events.insert([logged(1), logged(5, { broadcasterUserId: 555 })]);
		for (const guildId of ['1', '2']) await handleAll(database, guildId);
		await linkServers(database, ['1']);
		await linkServers(database, ['2'], 999);
		await database.events.insert([
			logged(6),
			logged(7, { state: 'stale' }),
			logged(8, { broadcasterUserId: 999 }),
			logged(9, { state: 'unreadable', broadcasterUserId: null }),
			logged(10, { guildId: '2' }),
			logged(11, { broadcasterUserId: 555 })
		]);
		expect(await numbers(database, ours)).toEqual([7, 6, 5, 1]);
		expect(await numbers(database, { guildId: '1', broadcasterUserId: null })).toEqual([6, 5]);
		expect(await numbers(database, theirs)).toEqual([8, 1]);
		expect(await numbers(database, { guildId: "1' OR '1'='1", broadcasterUserId: null })).toEqual([]);
		for (const scope of [ours, theirs]) {
			const page = await database.eventLog.page(scope, { limit: 50 });
			const withPayload = await database.eventLog.pageWithPayload(scope, { limit: 50 });
			const servers = [...page.rows, ...withPayload.rows].flatMap(({ deliveries }) => deliveries);
			expect(new Set(servers.map(({ guildId }) => guildId))).toEqual(new Set([scope.guildId]));
			expect(page.rows.some((row) => 'payload' in row)).toBe(false);
		}
		expect((await database.eventLog.rows(ours, [8, 9, 10, 11, 7].map(idOf))).map(({ id }) => id)).toEqual([idOf(7)]);
	});

	it('continues from page to page, older and newer, without a gap or a repeat', async () => {
		const database = await linkedDatabase(provider);
		const all = Array.from({ length: 10 }, (_event, index) => logged(index + 1, index % 2 ? { state: 'stale' } : {}));
		await database.events.insert(all);
		const page = (query: Partial<GuildLogQuery>) => database.eventLog.page(ours, { limit: 4, ...query });
		const first = await page({});
		expect([first.rows.map(({ id }) => id), first.newer, first.older]).toEqual([
			[10, 9, 8, 7].map(idOf),
			null,
			idOf(7)
		]);
		const second = await page({ before: first.older! });
		const third = await page({ before: second.older! });
		expect([third.rows.map(({ id }) => id), third.older]).toEqual([[2, 1].map(idOf), null]);
		const back = await page({ after: third.newer! });
		expect(back.rows.map(({ id }) => id)).toEqual([6, 5, 4, 3].map(idOf));
		const newest = await page({ after: back.newer! });
		expect([newest.rows.map(({ id }) => id), newest.newer]).toEqual([[10, 9, 8, 7].map(idOf), null]);
		for (const nowhere of ['\0', 'Z'.repeat(26), "' OR 1=1"]) {
			expect(await numbers(database, ours, { before: nowhere, limit: 2 })).toEqual([10, 9]);
			expect(await numbers(database, ours, { after: nowhere, limit: 2 })).toEqual([10, 9]);
		}
	});

	it('knows the place of ids that version 0.1 has made, and of a time alone', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([1, 2, 3, 4].map((number) => logged(number)));
		for (const id of [ulid(start + 2_500), encodeTime(start + 2_500, 10)]) {
			expect(await numbers(database, ours, { after: id })).toEqual([4, 3]);
			expect(await numbers(database, ours, { before: id })).toEqual([2, 1]);
		}
	});

	it('is filtered by type, source, time, and state of the event', async () => {
		const database = await linkedDatabase(provider, ['1', '2']);
		await database.events.insert([
			logged(1),
			logged(2, { type: 'channel.followed', messageId: null }),
			logged(3, { source: 'websocket' }),
			logged(4, { state: 'stale' }),
			logged(5, { state: 'ignored' }),
			logged(6)
		]);
		await database.consumers.mark([
			mark(1, 'handled'),
			mark(2, 'dead_letter'),
			mark(3, 'retrying'),
			mark(6, 'dead_letter', '2')
		]);
		expect(await numbers(database, ours, { delivery: 'handled' })).toEqual([1]);
		expect(await numbers(database, ours, { delivery: 'pending' })).toEqual([6]);
		expect(await numbers(database, ours, { delivery: 'handled', type: 'channel.followed' })).toEqual([]);
		expect(await numbers(database, ours, { type: 'channel.followed' })).toEqual([2]);
		expect(await numbers(database, ours, { type: "' OR 1=1 --\0" })).toEqual([]);
		expect(await numbers(database, ours, { source: 'websocket' })).toEqual([3]);
		expect(await numbers(database, ours, { delivery: 'dead_letter' })).toEqual([2]);
		expect(await numbers(database, ours, { delivery: 'retrying' })).toEqual([3]);
		expect(await numbers(database, ours, { delivery: 'dead_letter', type: 'chat.message.sent' })).toEqual([]);
		expect(await numbers(database, ours, { delivery: 'none' })).toEqual([5, 4]);
		expect(await numbers(database, ours, { delivery: 'none', states: ['stale'] })).toEqual([4]);
		const from = new Date(start + 2_000);
		const to = new Date(start + 4_000);
		expect(await numbers(database, ours, { from, to })).toEqual([3, 2]);
		expect(await numbers(database, ours, { from, to, before: idOf(3) })).toEqual([2]);
		expect(await numbers(database, ours, { from, to, after: idOf(2), type: 'chat.message.sent' })).toEqual([3]);
		expect(await numbers(database, ours, { from: new Date(Number.NaN), to: new Date(8.64e15) })).toHaveLength(6);
	});

	it('returns the state over all servers with the payload, and can be filtered by it', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1', '2'], channel);
		await database.events.insert([logged(1), logged(2), logged(3), logged(4, { state: 'stale' })]);
		await database.consumers.mark([mark(1, 'handled'), mark(2, 'dead_letter')]);
		await database.consumers.mark([mark(1, 'handled', '2'), mark(2, 'handled', '2'), mark(3, 'handled', '2')]);
		const states = async (overall?: OverallState) => {
			const { rows } = await database.eventLog.pageWithPayload(ours, { limit: 9, ...(overall && { overall }) });
			return rows.map(({ id, state, deliveries }) => [numberOf(id), state, deliveries[0]?.state]);
		};
		const [waits, failed, handled] = [
			[3, 'pending', 'pending'],
			[2, 'dead_letter', 'dead_letter'],
			[1, 'handled', 'handled']
		];
		expect(await states()).toEqual([[4, 'stale', undefined], waits, failed, handled]);
		expect(await states('pending')).toEqual([waits]);
		expect(await states('dead_letter')).toEqual([failed]);
		expect(await states('handled')).toEqual([handled]);
		await database.eventLog.requeue(idOf(4), ['1']);
		expect(await states('pending')).toEqual([[4, 'pending', 'pending'], waits]);
		expect(await states('stale')).toEqual([]);
	});

	it('finds rare events among thousands, in both directions', async () => {
		const database = await temporaryDatabase(provider);
		const many = Array.from({ length: 4_500 }, (_event, index) => logged(index + 1, { chatter: null }));
		many[0] = logged(1, { type: 'kicks.gifted', messageId: null });
		many[4_499] = logged(4_500, { type: 'kicks.gifted', messageId: null });
		await database.events.insert(many);
		const rare = { type: 'kicks.gifted', limit: 1 };
		const newest = await database.eventLog.page(ours, rare);
		const oldest = await database.eventLog.page(ours, { ...rare, before: newest.older! });
		expect([newest, oldest].map(({ rows }) => rows[0]?.id)).toEqual([idOf(4_500), idOf(1)]);
		expect(oldest.older).toBeNull();
		const back = await database.eventLog.page(ours, { ...rare, after: oldest.newer! });
		expect([back.rows[0]?.id, back.newer]).toEqual([idOf(4_500), null]);
	});

	it('is dismissed for one server; the event is handled when nothing else has failed', async () => {
		const database = await linkedDatabase(provider, ['1', '2', '3']);
		const { eventLog, events, consumers } = database;
		await events.insert([logged(1), logged(2, { guildId: '1' })]);
		await consumers.mark([mark(1, 'dead_letter'), mark(1, 'dead_letter', '2'), mark(1, 'handled', '3')]);
		expect(await eventLog.dismiss(idOf(1), '1')).toBe(true);
		expect(await eventLog.find(idOf(1))).toMatchObject({
			state: 'dead_letter',
			deliveries: [{ state: 'dismissed' }, { state: 'dead_letter' }, { state: 'handled' }]
		});
		expect(await eventLog.dismiss(idOf(1), '2')).toBe(true);
		expect((await eventLog.find(idOf(1)))?.state).toBe('handled');
		// Not for handled, pending or missing events.
		expect(await eventLog.dismiss(idOf(1), '1')).toBe(false);
		expect(await eventLog.dismiss(idOf(1), '3')).toBe(false);
		expect(await eventLog.dismiss(idOf(2), '1')).toBe(false);
		expect(await eventLog.dismiss(idOf(2), '9')).toBe(false);
		expect(await eventLog.dismiss('nothing', '1')).toBe(false);
		expect(await waitingServers(database)).toEqual(['1']);
	});

	it('an unreadable event is dismissed for one server, and stays unreadable for the other', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		await events.insert([logged(1, { state: 'unreadable' })]);
		expect(await eventLog.dismiss(idOf(1), '1')).toBe(true);
		expect(await eventLog.dismiss(idOf(1), '1')).toBe(false);
		expect(await eventLog.find(idOf(1))).toMatchObject({ state: 'unreadable', deliveries: [{ state: 'dismissed' }] });
		expect((await eventLog.rows({ guildId: '2', broadcasterUserId: channel }, [idOf(1)]))[0]).toMatchObject({
			state: 'unreadable',
			deliveries: []
		});
	});

	it('knows the newest that are still to be handled', async () => {
		const database = await linkedDatabase(provider);
		const { eventLog, events, consumers } = database;
		await events.insert([1, 2, 3, 4, 5].map((number) => logged(number, number === 5 ? { guildId: '2' } : {})));
		await consumers.mark([mark(1, 'handled'), mark(2, 'handled')]);
		expect(await eventLog.unfinished('1', 2)).toEqual([4, 3].map(idOf));
		expect(await eventLog.unfinished('1', 10)).toEqual([4, 3].map(idOf));
		await consumers.mark([mark(3, 'retrying')]);
		await eventLog.requeue(idOf(1), ['1']);
		expect(await eventLog.unfinished('1', 10)).toEqual([4, 3, 1].map(idOf));
		expect(await numbers(database, ours, { delivery: 'pending' })).toEqual([4, 1]);
		expect((await pendingOf(database, '1')).map(({ event }) => event.id)).toEqual([idOf(1)]);
	});
});

describe.each(databaseProviders)('the chat of a channel on %s', (provider) => {
	it('is the newest messages, each once, without tests', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		await events.insert([
			logged(1),
			logged(2, { state: 'stale' }),
			logged(3, { source: 'bot', state: 'ignored' }),
			logged(4, { messageId: 'message-1' }),
			logged(5, { type: 'channel.followed', messageId: null }),
			logged(6, { source: 'test' }),
			logged(7, { broadcasterUserId: 999 }),
			logged(8)
		]);
		const rows = await eventLog.chat(channel, 10);
		expect(rows.map(({ id, source }) => [id, source])).toEqual([
			[idOf(8), 'webhook'],
			[idOf(3), 'bot'],
			[idOf(2), 'webhook'],
			[idOf(1), 'webhook']
		]);
		expect(await eventLog.chat(channel, 1)).toMatchObject([{ id: idOf(8), payload: logged(8).payload }]);
	});
});

describe.each(databaseProviders)('the activity of a channel on %s', (provider) => {
	it('is counted by type and by person, with the lag of half and of nearly all events', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		const lagging = (number: number, lagMs: number, changes: EventChanges = {}) =>
			logged(number, { sentAt: new Date(start + number * 1000 - lagMs), ...changes });
		await events.insert([
			...Array.from({ length: 20 }, (_event, index) =>
				lagging(index, (index + 1) * 100, { chatter: people[index % 2] })
			),
			lagging(60, 7_000, { type: 'channel.followed', messageId: null, chatter: null }),
			lagging(61, -5_000),
			lagging(121, 100, { broadcasterUserId: 999 }),
			lagging(122, 100, { source: 'test' }),
			lagging(123, 100, { source: 'bot' }),
			lagging(124, 100, { messageId: 'message-1' }),
			lagging(125, 100, { guildId: '2' }),
			lagging(180, 100)
		]);
		const activity = await eventLog.activity(
			{ guildId: '1', broadcasterUserId: channel },
			{ from: new Date(start), bucketMs: 60_000, buckets: 3 }
		);
		expect(activity).toEqual([
			{ events: { 'chat.message.sent': 20 }, chatters: new Set([7, 8]), lag: { p50: 1_000, p95: 1_900 }, gifts: [] },
			{
				events: { 'channel.followed': 1, 'chat.message.sent': 1 },
				chatters: new Set([7]),
				lag: { p50: 0, p95: 7_000 },
				gifts: []
			},
			{ events: {}, chatters: new Set(), lag: null, gifts: [] }
		]);
		expect(await eventLog.oldest({ guildId: '1', broadcasterUserId: channel })).toEqual(new Date(start));
		expect(await eventLog.oldest({ guildId: '1', broadcasterUserId: 1 })).toBeNull();
	});

	it('of hours is put together from halves of hours: of the lags the worst, of the people each once', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		const minute = 60;
		await events.insert([
			logged(0, { chatter: people[0] }),
			logged(31 * minute, { chatter: people[1], sentAt: new Date(start + 31 * minute * 1_000 - 900) }),
			logged(119 * minute, { chatter: people[0] }),
			logged(120 * minute, { chatter: people[0] })
		]);
		const activity = await eventLog.activity(
			{ guildId: '1', broadcasterUserId: channel },
			{ from: new Date(start), bucketMs: 120 * 60_000, buckets: 2 }
		);
		expect(activity).toEqual([
			{ events: { 'chat.message.sent': 3 }, chatters: new Set([7, 8]), lag: { p50: 900, p95: 900 }, gifts: [] },
			{ events: { 'chat.message.sent': 1 }, chatters: new Set([7]), lag: { p50: 250, p95: 250 }, gifts: [] }
		]);
	});

	it('has the states of the deliveries of that time and server', async () => {
		const { eventLog, events, consumers } = await linkedDatabase(provider, ['1', '2']);
		await events.insert([
			...[1, 2, 3, 4, 5].map((number) => logged(number)),
			logged(6, { guildId: '2' }),
			logged(7, { state: 'stale' }),
			logged(8, { broadcasterUserId: 999 })
		]);
		await consumers.mark([mark(1, 'handled'), mark(2, 'handled'), mark(3, 'dead_letter'), mark(4, 'dead_letter')]);
		await eventLog.dismiss(idOf(4), '1');
		const scope = { guildId: '1', broadcasterUserId: channel };
		expect(await eventLog.countDeliveries(scope, new Date(start + 2_000), new Date(start + 60_000))).toEqual({
			pending: 1,
			retrying: 0,
			handled: 1,
			dead_letter: 1,
			dismissed: 1
		});
	});
});
