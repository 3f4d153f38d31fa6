import { ulid } from 'ulid';
import { describe, expect, inject, it } from 'vitest';
import { ListenersConsumer } from '../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { OverallState } from '../../../src/lib/storage/events/states.js';
import type { Provider } from '../../../src/lib/storage/provider.js';
import { oldPlace } from '../../support/oldPlace.js';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import { databaseProviders, openForTest } from '../../support/temporaryDatabase.js';
import { waitingServers } from '../../support/waitingServers.js';
import { handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { newEvent } from './support/newEvent.js';

const start = Date.UTC(2026, 0, 1, 12);
const channel = 123456;

interface OldRow {
	/** Milliseconds after the start. Several may share one. */
	ms: number;
	name: string;
	state?: string;
	/** Its state over all servers, in the words of this version. */
	overall?: OverallState;
	deliveries?: Record<string, { state: string; attempts?: number; error?: string }>;
	isOwn?: boolean;
}

/** One of each kind that version 0.1 writes, in the order of arrival. */
const rows: OldRow[] = [
	{
		ms: 0,
		name: 'done',
		state: 'handled',
		overall: 'handled',
		deliveries: { 1: { state: 'handled', attempts: 1 } }
	},
	{
		ms: 1_000,
		name: 'failed',
		state: 'failed',
		overall: 'dead_letter',
		deliveries: { 1: { state: 'dead', attempts: 4, error: 'Error: no' }, 2: { state: 'handled', attempts: 1 } }
	},
	{
		ms: 1_000,
		name: 'dismissed',
		state: 'handled',
		overall: 'handled',
		deliveries: { 1: { state: 'dismissed', attempts: 4 } }
	},
	{
		ms: 1_000,
		name: 'retrying',
		overall: 'retrying',
		deliveries: { 1: { state: 'failed', attempts: 2, error: 'Error: wait' } }
	},
	{ ms: 1_001, name: 'waiting', overall: 'pending', deliveries: { 1: { state: 'pending' }, 2: { state: 'pending' } } },
	{ ms: 2_000, name: 'late', state: 'stale', overall: 'stale' },
	{ ms: 3_000, name: 'again', state: 'duplicate', overall: 'duplicate' },
	{ ms: 4_000, name: 'own', state: 'ignored', overall: 'ignored', isOwn: true },
	{ ms: 5_000, name: 'garbled', state: 'dead', overall: 'unreadable' }
];

async function fill(place: TemporaryPlace, events: readonly OldRow[]): Promise<void> {
	let last = '';
	for (const { ms, name, state = 'received', deliveries = {}, isOwn = false } of events) {
		// Like the monotonic ULIDs of version 0.1, which rise within a millisecond, too.
		const time = ulid(start + ms).slice(0, 10);
		const id = last.startsWith(time)
			? `${time}${String(Number(last.slice(10)) + 1).padStart(16, '0')}`
			: `${time}${'0'.repeat(16)}`;
		last = id;
		const at = `'${new Date(start + ms).toISOString().replace('Z', '+00:00')}'`;
		await place.run(
			`INSERT INTO kick_events (id, event_id, message_id, type, version, source, broadcaster_user_id, sender_user_id,
				sent_at, received_at, payload, state, error, is_own)
			VALUES ('${id}', '${name}', '${channel}:${name}', 'chat.message.sent', '1', 'webhook', ${channel}, 7,
				${at}, ${at}, '{"content":"${name} 🎈"}', '${state}', NULL, ${isOwn})`
		);
		for (const [guildId, delivery] of Object.entries(deliveries)) {
			await place.run(
				`INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, error, updated_at)
				VALUES ('${id}', '${guildId}', '${delivery.state}', ${delivery.attempts ?? 0},
					${delivery.error ? `'${delivery.error}'` : 'NULL'}, ${at})`
			);
		}
	}
}

async function filledPlace(provider: Provider, events: readonly OldRow[] = rows): Promise<TemporaryPlace> {
	const place = await oldPlace(provider, 'kick_numbered_log');
	await fill(place, events);
	return place;
}

/** Copies in steps smaller than the log. */
async function copyAll({ oldLog }: Database, step = 3): Promise<number> {
	let moved = 0;
	for (;;) {
		const count = await oldLog.copy(step);
		if (count === 0) return moved;
		moved += count;
	}
}

/** Tables and indexes: to empty a table must leave it as it was made. */
function schemaOf(place: TemporaryPlace) {
	return place.query(
		place.provider === 'sqlite'
			? 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name'
			: 'SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1'
	);
}

async function logOf({ eventLog }: Database) {
	const events = await eventLog.list({ limit: 100 });
	return events.reverse().map(({ id: _, ...event }) => event);
}

/** How this version names the states of deliveries. */
const NewNames: Record<string, string> = { failed: 'retrying', dead: 'dead_letter' };

/** How the log shows what version 0.1 has stored. */
const moved = rows.map(({ ms, name, overall, deliveries = {}, isOwn = false }) => ({
	eventId: name,
	messageId: `${channel}:${name}`,
	type: 'chat.message.sent',
	version: '1',
	source: 'webhook',
	subscriptionId: null,
	broadcasterUserId: channel,
	guildId: null,
	sentAt: new Date(start + ms),
	receivedAt: new Date(start + ms),
	payload: `{"content":"${name} 🎈"}`,
	state: overall,
	error: null,
	isOwn,
	isTest: false,
	deliveries: Object.entries(deliveries).map(([guildId, { state, attempts = 0, error = null }]) => {
		return { guildId, state: NewNames[state] ?? state, attempts, error, updatedAt: new Date(start + ms) };
	})
}));

describe.each(databaseProviders)('the log of version 0.1 on %s', (provider) => {
	it('is copied whole, with order, states, attempts, errors and times, and then deleted', async () => {
		const place = await filledPlace(provider);
		const database = await openForTest(place);
		expect(await copyAll(database)).toBe(rows.length);
		expect(await logOf(database)).toEqual(moved);
		expect(await database.oldLog.isLeft()).toBe(true);
		const schema = await schemaOf(place);
		await database.oldLog.empty(() => false);
		expect(await schemaOf(place)).toEqual(schema);
		expect(await database.oldLog.isLeft()).toBe(false);
		expect(await logOf(database)).toEqual(moved);
		expect(await place.query('SELECT * FROM kick_old_events')).toEqual([]);
		expect(await place.query('SELECT * FROM kick_old_deliveries')).toEqual([]);
	});

	it('has its newest events first, and is copied further by another process that starts', async () => {
		const place = await filledPlace(provider);
		const first = await openForTest(place);
		await first.oldLog.copy(3);
		expect((await logOf(first)).map(({ eventId }) => eventId)).toEqual(['again', 'own', 'garbled']);
		await first.close();

		const second = await openForTest(place);
		await copyAll(second);
		expect(await logOf(second)).toEqual(moved);
	});

	it('says whether events are left that a server waits for, and keeps their order among new ones', async () => {
		const database = await openForTest(await filledPlace(provider));
		await linkServers(database, ['1', '2']);
		await database.events.insert([newEvent(900_000, { messageId: null })]);
		const waits: boolean[] = [];
		do waits.push(await database.oldLog.hasUnfinished());
		while ((await database.oldLog.copy(1)) > 0);
		// Four are newer than the last that waits, and those that wait are two.
		expect(waits).toEqual([true, true, true, true, true, true, false, false, false, false]);
		expect(await waitingServers(database)).toEqual(['1', '2']);
		const handled = async (guildId: string) => (await handleAll(database, guildId)).map(({ eventId }) => eventId);
		expect(await handled('1')).toEqual(['retrying', 'waiting', 'event-900000']);
		expect(await handled('2')).toEqual(['waiting', 'event-900000']);
		expect(await waitingServers(database)).toEqual([]);
	});

	it('is known to the deduplication before and after it is copied', async () => {
		const database = await openForTest(await filledPlace(provider));
		const sameEvent = newEvent(900_001, { eventId: 'done', messageId: null });
		const sameMessage = newEvent(900_002, { eventId: 'other', messageId: `${channel}:done`, source: 'websocket' });
		expect(await database.events.insert([sameEvent, sameMessage])).toEqual(['duplicate', 'duplicate']);
		await copyAll(database);
		expect(await database.events.insert([sameEvent, sameMessage])).toEqual(['duplicate', 'duplicate']);
		expect(await logOf(database)).toEqual(moved);
	});

	it('is copied by several processes at once, each event once, while new ones are stored', async () => {
		const many = Array.from({ length: 60 }, (_row, index): OldRow => {
			return { ms: Math.floor(index / 4), name: `old-${index}`, deliveries: { 1: { state: 'pending' } } };
		});
		const place = await filledPlace(provider, many);
		const processes = [await openForTest(place), await openForTest(place)];
		const [one] = processes;
		await linkServers(one!, ['1']);
		const fresh = Array.from({ length: 20 }, (_event, index) => newEvent(900_000 + index));
		const [, ...counts] = await Promise.all([
			Promise.all(fresh.map((event) => one!.events.insert([event]))),
			...processes.map((database) => copyAll(database, 7))
		]);
		expect(counts.reduce((sum, count) => sum + count)).toBe(many.length);
		const handled = await handleAll(one!, '1');
		expect(handled.map(({ eventId }) => eventId).slice(0, many.length)).toEqual(many.map(({ name }) => name));
		expect(handled).toHaveLength(many.length + fresh.length);
	});

	it('keeps new events behind its own where the clock was ahead when those were stored', async () => {
		const ahead = Date.now() - start + 60 * 60_000;
		const database = await openForTest(await filledPlace(provider, [{ ms: ahead, name: 'from the future' }]));
		await copyAll(database);
		await database.events.insert([newEvent(1, { receivedAt: new Date() })]);
		expect((await logOf(database)).map(({ eventId }) => eventId)).toEqual(['from the future', 'event-1']);
	});

	it('is left as it was by the end of a process in the middle of a step', async () => {
		const place = await filledPlace(provider);
		const database = await openForTest(place);
		await database.oldLog.copy(2);
		await place.run('ALTER TABLE kick_deliveries RENAME TO away');
		await expect(database.oldLog.copy(4)).rejects.toThrow();
		await place.run('ALTER TABLE away RENAME TO kick_deliveries');
		await copyAll(database);
		expect(await logOf(database)).toEqual(moved);
	});

	it('is not copied again where a process ended while it deleted the old rows', async () => {
		const place = await filledPlace(provider);
		await copyAll(await openForTest(place));
		const newest = '(SELECT id FROM kick_old_events ORDER BY id DESC LIMIT 1)';
		await place.run(`DELETE FROM kick_old_events WHERE id = ${newest}`);
		const database = await openForTest(place);
		expect(await database.oldLog.copy(100)).toBe(0);
		await database.oldLog.empty(() => false);
		expect(await logOf(database)).toEqual(moved);
	});

	it('does not wait for a server that the bot has left', async () => {
		const database = await openForTest(await filledPlace(provider));
		for (const guildId of ['1', '2']) await database.departures.mark(guildId, new Date());
		expect(await database.oldLog.hasUnfinished()).toBe(false);
	});

	it('can be emptied in parts', async () => {
		const database = await openForTest(await filledPlace(provider));
		await copyAll(database);
		await database.oldLog.empty(() => true);
		expect(await database.oldLog.copy(100)).toBe(0);
		await database.oldLog.empty(() => false);
		expect(await database.oldLog.isLeft()).toBe(false);
		expect(await logOf(database)).toEqual(moved);
	});

	it('forgets nothing while it is copied, so that a handled event does not come back', async () => {
		const database = await openForTest(await filledPlace(provider));
		await database.oldLog.copy(100);
		expect(await database.events.prune(new Date(), null, 100, [ListenersConsumer])).toBeNull();
		await copyAll(database);
		await database.oldLog.empty(() => false);
		await database.viewers.countNext(100, () => null);
		await database.events.prune(new Date(), null, 100, [ListenersConsumer]);
		expect((await logOf(database)).map(({ eventId }) => eventId)).toEqual(['retrying', 'waiting']);
	});

	it.each([
		['before', -60_000],
		['after', 60_000]
	])('received %s the migration by a clock of its own, counts no viewer again', async (_when, ms) => {
		const old = Date.now() - start + ms;
		const rows = [1, 2, 3].map((number) => ({ ms: old + number, name: `old-${number}` }));
		const database = await openForTest(await filledPlace(provider, rows));
		await database.events.insert([newEvent(1, { receivedAt: new Date() })]);
		await copyAll(database, 2);
		const read: string[] = [];
		await database.viewers.countNext(100, ({ eventId }) => {
			read.push(eventId);
			return null;
		});
		expect(read).toEqual(['event-1']);
		expect((await logOf(database)).map(({ eventId }) => eventId)).toEqual(['old-1', 'old-2', 'old-3', 'event-1']);
	});

	it('whose viewers are counted already counts none of them again', async () => {
		const database = await openForTest(await filledPlace(provider));
		await copyAll(database);
		const read: string[] = [];
		await database.viewers.countNext(100, ({ eventId }) => {
			read.push(eventId);
			return null;
		});
		await database.events.insert([newEvent(1, { receivedAt: new Date() })]);
		await database.viewers.countNext(100, ({ eventId }) => {
			read.push(eventId);
			return null;
		});
		expect(read).toEqual(['event-1']);
	});
});

it.runIf(inject('postgresql'))(
	'a log on PostgreSQL is copied whole where texts are sorted as people sort them',
	async () => {
		const place = await filledPlace('postgresql');
		await place.run(
			`ALTER TABLE kick_deliveries ALTER COLUMN event_id TYPE TEXT COLLATE "en-US-x-icu";
		ALTER TABLE kick_events ALTER COLUMN id TYPE TEXT COLLATE "en-US-x-icu"`
		);
		const database = await openForTest(place);
		expect(await database.oldLog.hasUnfinished()).toBe(true);
		expect(await copyAll(database)).toBe(rows.length);
		await database.oldLog.empty(() => false);
		expect(await database.oldLog.isLeft()).toBe(false);
		expect(await logOf(database)).toEqual(moved);
	}
);

it('a log on SQLite is copied whole where another program wrote dates as numbers', async () => {
	const place = await filledPlace('sqlite');
	const ms = (column: string) => `CAST(ROUND((JULIANDAY(${column}) - 2440587.5) * 86400000) AS INTEGER)`;
	await place.run(
		`UPDATE kick_events SET sent_at = ${ms('sent_at')}, received_at = ${ms('received_at')};
		UPDATE kick_deliveries SET updated_at = ${ms('updated_at')}`
	);
	const database = await openForTest(place);
	await copyAll(database);
	expect(await logOf(database)).toEqual(moved);
});
