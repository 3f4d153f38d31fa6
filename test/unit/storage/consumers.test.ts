import { describe, expect, it } from 'vitest';
import type { DeliveryMark } from '../../../src/lib/storage/consumers/types.js';
import { ListenersConsumer } from '../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { Provider } from '../../../src/lib/storage/provider.js';
import { refuseWrites } from '../../support/refuseWrites.js';
import { seqOf } from '../../support/seqOf.js';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../support/waitingServers.js';
import { deliveryMark, handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { type EventChanges, eventRowId, newEvent } from './support/newEvent.js';

const listeners = { name: ListenersConsumer, types: null };
const queue = { consumer: ListenersConsumer, guildId: '1' };

/** Servers 1 and 2 are linked, and then come so many events. */
async function filled(provider: Provider, count: number): Promise<Database> {
	const database = await temporaryDatabase(provider);
	await linkServers(database, ['1', '2']);
	await insert(database, 1, count);
	return database;
}

function insert({ events }: Database, first: number, last: number, changes: EventChanges = {}) {
	const numbers = Array.from({ length: last - first + 1 }, (_event, index) => first + index);
	return events.insert(numbers.map((number) => newEvent(number, changes)));
}

function mark(number: number, state: DeliveryMark['state'], changes: Partial<DeliveryMark> = {}): DeliveryMark {
	return deliveryMark(eventRowId(number), state, changes);
}

async function pending(database: Database, guildId = '1', limit?: number): Promise<string[]> {
	return (await pendingOf(database, guildId, limit)).map(({ event }) => event.eventId);
}

async function handled(database: Database, guildId = '1'): Promise<string[]> {
	return (await handleAll(database, guildId)).map(({ eventId }) => eventId);
}

async function deliveryOf({ eventLog }: Database, number: number, guildId = '1') {
	return (await eventLog.find(eventRowId(number)))?.deliveries.find((delivery) => delivery.guildId === guildId);
}

async function rowsOf(place: TemporaryPlace): Promise<unknown[]> {
	const rows = await place.query('SELECT guild_id, state, attempts FROM kick_deliveries ORDER BY event_seq, guild_id');
	return rows.map((row) => ({ ...row, attempts: Number(row.attempts) }));
}

async function cursorOf(place: TemporaryPlace, consumer = ListenersConsumer): Promise<number> {
	const [row] = await place.query(`SELECT seq FROM kick_cursors WHERE guild_id = '1' AND consumer = '${consumer}'`);
	return Number(row?.seq);
}

describe.each(databaseProviders)('the events that wait for a server on %s', (provider) => {
	it('come in the order in which they were stored, and only those of its channel', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1']);
		await linkServers(database, ['2'], 999);
		await database.events.insert([newEvent(3), newEvent(1), newEvent(5, { broadcasterUserId: 999 })]);
		await database.events.insert([newEvent(4), newEvent(2)]);
		expect(await pending(database, '1', 3)).toEqual(['event-3', 'event-1', 'event-4']);
		expect((await database.consumers.next(queue, null, 4)).hasMore).toBe(true);
		expect((await database.consumers.next(queue, null, 5)).hasMore).toBe(false);
		expect(await pending(database, '2')).toEqual(['event-5']);
		expect(await waitingServers(database)).toEqual(['1', '2']);
		expect(await pending(database, '3')).toEqual([]);
	});

	it('are those of the channel that are for all, and those that are for it alone', async () => {
		const database = await filled(provider, 1);
		await insert(database, 2, 2, { source: 'test', guildId: '2' });
		await insert(database, 3, 3);
		expect(await pending(database)).toEqual(['event-1', 'event-3']);
		expect(await pending(database, '2')).toEqual(['event-1', 'event-2', 'event-3']);
		const seenBy = async (guildId: string) => {
			const page = await database.eventLog.page({ guildId, broadcasterUserId: 123456 }, { limit: 10 });
			return page.rows.map(({ eventId }) => eventId);
		};
		expect(await seenBy('1')).toEqual(['event-3', 'event-1']);
		expect(await seenBy('2')).toEqual(['event-3', 'event-2', 'event-1']);
	});

	it('are found by the new events since the last poll, and all of them by a full scan', async () => {
		const database = await filled(provider, 2);
		const { consumers } = database;
		const head = await consumers.head();
		expect(head).toBe(seqOf(eventRowId(2)));
		const both = ['1', '2'].map((guildId) => ({ ...queue, guildId }));
		expect(await consumers.waitingBetween(listeners, 0, head)).toEqual(both);
		expect(await consumers.waitingBetween(listeners, head, head)).toEqual([]);
		const [before] = await consumers.waiting(listeners);
		await consumers.mark([mark(1, 'handled')]);
		const [after] = await consumers.waiting(listeners);
		expect([before, after]).toMatchObject([queue, queue]);
		expect(after?.position).not.toBe(before?.position);
		await consumers.mark([mark(2, 'handled')]);
		expect(await consumers.waiting(listeners)).toMatchObject([{ ...queue, guildId: '2' }]);
		// A replayed event is found as well, although the log got no new one.
		await database.eventLog.requeue(eventRowId(1), ['1']);
		expect(await consumers.waitingBetween(listeners, head, head)).toEqual([queue]);
	});
});

describe.each(databaseProviders)('marking events on %s', (provider) => {
	it('advances past final results and stops at a failed event', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await linkServers(database, ['1']);
		await insert(database, 1, 4);
		await database.consumers.mark([mark(1, 'handled')]);
		expect(await rowsOf(place)).toEqual([]);
		await database.consumers.mark([mark(2, 'retrying', { error: 'a\0b' })]);
		expect(await cursorOf(place)).toBe(seqOf(eventRowId(1)));
		expect(await pendingOf(database, '1', 1)).toMatchObject([
			{ event: { eventId: 'event-2' }, cursorOf: 123456, hasRow: true }
		]);
		expect(await deliveryOf(database, 2)).toMatchObject({ state: 'retrying', attempts: 1, error: 'ab' });
		await database.consumers.mark([mark(2, 'dead_letter', { attempts: 4, hasRow: true }), mark(3, 'skipped')]);
		expect(await pending(database)).toEqual(['event-4']);
		expect(await rowsOf(place)).toEqual([{ guild_id: '1', state: 'dead_letter', attempts: 4 }]);
	});

	it('keeps how many attempts a success took', async () => {
		const database = await filled(provider, 1);
		await database.consumers.mark([mark(1, 'retrying', { error: 'Error: no' })]);
		await database.consumers.mark([mark(1, 'handled', { attempts: 2, hasRow: true })]);
		expect(await deliveryOf(database, 1)).toMatchObject({ state: 'handled', attempts: 2, error: null });
		expect(await pending(database)).toEqual([]);
	});

	it('completes an event that succeeds at once after the process died between two attempts', async () => {
		const database = await filled(provider, 1);
		await database.consumers.mark([mark(1, 'retrying', { attempts: 3 })]);
		expect(await handled(database)).toEqual(['event-1']);
		expect(await deliveryOf(database, 1)).toMatchObject({ state: 'handled', attempts: 1 });
		expect(await database.eventLog.unfinished('1', 10)).toEqual([]);
		expect(await pending(database)).toEqual([]);
	});

	it('uses the last mark of an event and never moves back', async () => {
		const database = await filled(provider, 3);
		await database.consumers.mark([mark(1, 'retrying'), mark(1, 'handled', { attempts: 2, hasRow: true })]);
		expect(await deliveryOf(database, 1)).toMatchObject({ state: 'handled', attempts: 2 });
		await database.consumers.mark([mark(2, 'handled')]);
		await database.consumers.mark([mark(1, 'handled')]);
		expect(await pending(database)).toEqual(['event-3']);
	});

	it('moves to the furthest of a batch, in whatever order its marks are', async () => {
		const database = await filled(provider, 3);
		await database.consumers.mark([3, 1, 2].map((number) => mark(number, 'handled')));
		expect(await pending(database)).toEqual([]);
	});

	it('stores a dead letter and advances in one transaction', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await linkServers(database, ['1', '2']);
		await insert(database, 1, 2);
		const allow = await refuseWrites(place, 'kick_deliveries', `NEW.guild_id = '2'`);
		const marks = [mark(1, 'dead_letter'), mark(1, 'dead_letter', { guildId: '2' })];
		await expect(database.consumers.mark(marks)).rejects.toThrow();
		expect(await rowsOf(place)).toEqual([]);
		expect(await pending(database)).toEqual(['event-1', 'event-2']);
		await allow();
		await database.consumers.mark(marks);
		expect(await pending(database)).toEqual(['event-2']);
		expect(await rowsOf(place)).toHaveLength(2);
	});

	it('passes over servers and consumers that are unknown, and ids that are none', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await linkServers(database, ['1']);
		await insert(database, 1, 1);
		await database.consumers.mark([
			mark(1, 'dead_letter', { guildId: 'unknown' }),
			mark(1, 'dead_letter', { consumer: 'unknown' }),
			mark(1, 'dead_letter', { cursorOf: 999 }),
			mark(1, 'dead_letter', { id: 'nothing' })
		]);
		await database.consumers.mark([]);
		expect(await rowsOf(place)).toEqual([]);
		expect(await pending(database)).toEqual(['event-1']);
	});

	it('stores nothing for a server that is unlinked meanwhile, also where it is linked again', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await linkServers(database, ['1']);
		await insert(database, 1, 2);
		await database.consumers.mark([mark(1, 'retrying')]);
		await database.links.delete('1');
		await database.consumers.followLinks([ListenersConsumer]);
		const late = [mark(1, 'dead_letter', { hasRow: true }), mark(2, 'retrying')];
		await database.consumers.mark(late);
		expect(await rowsOf(place)).toEqual([]);
		await linkServers(database, ['1']);
		await database.consumers.mark(late);
		expect(await rowsOf(place)).toEqual([]);
		expect(await pending(database)).toEqual([]);
	});
});

describe.each(databaseProviders)('a replayed event on %s', (provider) => {
	it('is delivered once, before pending events', async () => {
		const database = await filled(provider, 3);
		await database.consumers.mark([mark(1, 'handled'), mark(2, 'dead_letter')]);
		await database.eventLog.requeue(eventRowId(2), ['1']);
		await database.eventLog.requeue(eventRowId(1), ['1']);
		await database.eventLog.requeue(eventRowId(1), ['1']);
		expect(await database.consumers.next(queue, null, 10)).toMatchObject({
			events: [
				{ event: { eventId: 'event-1' }, cursorOf: null, hasRow: true },
				{ event: { eventId: 'event-2' }, cursorOf: null, hasRow: true }
			],
			hasMore: true
		});
		expect(await handled(database)).toEqual(['event-1', 'event-2', 'event-3']);
		expect(await pending(database)).toEqual([]);
		expect(await deliveryOf(database, 2)).toMatchObject({ state: 'handled', attempts: 1, error: null });
		expect(await pending(database, '2')).toEqual(['event-1', 'event-2', 'event-3']);
	});

	it('is retried after a failure, and becomes a dead letter again', async () => {
		const database = await filled(provider, 2);
		await handled(database);
		await database.eventLog.requeue(eventRowId(1), ['1']);
		const again = { cursorOf: null, hasRow: true };
		await database.consumers.mark([mark(1, 'retrying', again)]);
		expect(await pendingOf(database, '1')).toMatchObject([{ event: { eventId: 'event-1' }, ...again }]);
		await database.consumers.mark([mark(1, 'dead_letter', { ...again, attempts: 4, error: 'Error: no' })]);
		expect(await pending(database)).toEqual([]);
		expect(await deliveryOf(database, 1)).toMatchObject({ state: 'dead_letter', attempts: 4, error: 'Error: no' });
	});

	it('changes nothing where it waits already', async () => {
		const database = await filled(provider, 2);
		await database.consumers.mark([mark(1, 'retrying', { attempts: 2 })]);
		for (const number of [1, 2]) await database.eventLog.requeue(eventRowId(number), ['1']);
		expect(await deliveryOf(database, 1)).toMatchObject({ state: 'retrying', attempts: 2 });
		expect(await handled(database)).toEqual(['event-1', 'event-2']);
	});

	it.each([
		['came too late', { state: 'stale' }],
		['is a message of the bot', { isOwn: true, state: 'ignored' }]
	] as const)('may be one that %s, also where it fails at first', async (_what, changes) => {
		const database = await filled(provider, 1);
		await insert(database, 2, 2, changes);
		expect(await pending(database)).toEqual(['event-1']);
		await database.eventLog.requeue(eventRowId(2), ['1']);
		expect(await pending(database)).toEqual(['event-2']);
		await database.consumers.mark([mark(2, 'retrying', { cursorOf: null, hasRow: true })]);
		expect(await handled(database)).toEqual(['event-2', 'event-1']);
		expect(await deliveryOf(database, 2)).toMatchObject({ state: 'handled' });
	});

	it('is not one that is for another server alone', async () => {
		const database = await filled(provider, 0);
		await insert(database, 1, 1, { guildId: '2', state: 'stale' });
		await database.eventLog.requeue(eventRowId(1), ['1', '2']);
		expect(await pending(database)).toEqual([]);
		expect(await waitingServers(database)).toEqual(['2']);
	});

	it('becomes a dead letter if the server is unlinked first', async () => {
		const database = await filled(provider, 1);
		await handled(database);
		await database.eventLog.requeue(eventRowId(1), ['1']);
		await database.links.delete('1');
		await database.consumers.followLinks([ListenersConsumer]);
		expect(await waitingServers(database)).not.toContain('1');
		expect(await deliveryOf(database, 1)).toMatchObject({
			state: 'dead_letter',
			error: expect.stringContaining('unlinked')
		});
	});
});

describe.each(databaseProviders)('marks that come late on %s', (provider) => {
	it('change nothing that another process has done with the event meanwhile', async () => {
		const database = await filled(provider, 2);
		await database.consumers.mark([mark(1, 'handled')]);
		await database.consumers.mark([mark(1, 'retrying'), mark(2, 'handled')]);
		expect(await pending(database)).toEqual([]);
		expect(await deliveryOf(database, 1)).toMatchObject({ state: 'handled' });
	});

	it('of an event that has left the log cost no other mark of their batch', async () => {
		const database = await filled(provider, 2);
		await database.viewers.countNext(10, () => ({ chatter: null, chattedAt: new Date(), sighting: null }));
		await database.consumers.mark([mark(1, 'dead_letter', { guildId: '2' })]);
		const dead = mark(1, 'dead_letter');
		await database.events.prune(new Date(), null, 1, ['another']);
		expect(await database.eventLog.find(eventRowId(1))).toBeNull();
		await database.consumers.mark([dead, mark(2, 'handled', { guildId: '2' })]);
		expect(await waitingServers(database)).toEqual(['1']);
	});
});
