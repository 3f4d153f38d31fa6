import { describe, expect, it } from 'vitest';
import { ListenersConsumer } from '../../../src/lib/storage/consumers/wholeLog.js';
import type { OverallState } from '../../../src/lib/storage/events/states.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../support/waitingServers.js';
import { deliveryMark, handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { countViewers, eventRowId, newEvent } from './support/newEvent.js';

const at = new Date('2026-02-01T10:00:00Z');

describe.each(databaseProviders)('the event log on %s', (provider) => {
	it('lists the newest first, by state and by page, with the state for each server', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events, consumers } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([
			newEvent(1),
			newEvent(2, { state: 'stale', error: 'late' }),
			newEvent(3, { guildId: '1' }),
			newEvent(4, { broadcasterUserId: 999 })
		]);
		await consumers.mark([deliveryMark(eventRowId(1), 'dead_letter', { attempts: 4, error: 'Error: no' })]);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([4, 3, 2, 1].map(eventRowId));
		expect((await eventLog.list({ limit: 1, before: eventRowId(3) })).map(({ id }) => id)).toEqual([eventRowId(2)]);
		expect(await eventLog.list({ states: ['stale'], limit: 50 })).toMatchObject([
			{ id: eventRowId(2), error: 'late', deliveries: [] }
		]);
		expect((await eventLog.find(eventRowId(1)))?.deliveries).toEqual([
			{ guildId: '1', state: 'dead_letter', attempts: 4, error: 'Error: no', updatedAt: at },
			{ guildId: '2', state: 'pending', attempts: 0, error: null, updatedAt: newEvent(1).receivedAt }
		]);
		expect((await eventLog.find(eventRowId(3)))?.deliveries).toMatchObject([{ guildId: '1', state: 'pending' }]);
	});

	it('has an event with the state over all its servers: retrying, pending, handled, or a dead letter', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events, consumers } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([1, 2, 3].map((number) => newEvent(number)));
		await consumers.mark([
			deliveryMark(eventRowId(1), 'dead_letter'),
			deliveryMark(eventRowId(2), 'handled'),
			deliveryMark(eventRowId(3), 'retrying'),
			deliveryMark(eventRowId(1), 'handled', { guildId: '2' })
		]);
		const numbersIn = async (...states: OverallState[]) => {
			const found = await eventLog.list({ states, limit: 10 });
			for (const { state } of found) expect(states).toContain(state);
			return found.map(({ eventId }) => eventId);
		};
		expect(await numbersIn('retrying')).toEqual(['event-3']);
		expect(await numbersIn('pending')).toEqual(['event-2']);
		expect(await numbersIn('pending', 'retrying')).toEqual(['event-3', 'event-2']);
		expect(await numbersIn('dead_letter')).toEqual(['event-1']);
		expect(await numbersIn('handled')).toEqual([]);
		await consumers.mark([deliveryMark(eventRowId(2), 'handled', { guildId: '2' })]);
		expect(await numbersIn('handled')).toEqual(['event-2']);
		expect(await numbersIn('handled', 'retrying', 'pending', 'stale')).toEqual(['event-3', 'event-2']);
		expect((await eventLog.find(eventRowId(2)))?.deliveries).toEqual([
			{ guildId: '1', state: 'handled', attempts: 1, error: null, updatedAt: null },
			{ guildId: '2', state: 'handled', attempts: 1, error: null, updatedAt: null }
		]);
	});

	it('finds an event by its own id and by that of Kick', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		const event = newEvent(1);
		await events.insert([event]);
		expect((await eventLog.find(event.id))?.id).toBe(event.id);
		expect((await eventLog.find(event.eventId))?.id).toBe(event.id);
		expect(await eventLog.find('nothing')).toBeNull();
	});

	it('has a row for a message that came again under another id, and none for the same delivery', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events } = database;
		await linkServers(database, ['1']);
		const first = newEvent(1, { messageId: 'm' });
		const again = newEvent(2, { messageId: 'm' });
		expect(await events.insert([first, again, again])).toEqual(['inserted', 'duplicate', 'duplicate']);
		expect(await events.insert([again])).toEqual(['duplicate']);
		const log = await eventLog.list({ limit: 50 });
		expect(log.map(({ eventId, state }) => [eventId, state])).toEqual([
			[again.eventId, 'duplicate'],
			[first.eventId, 'pending']
		]);
		expect(log[0]?.deliveries).toEqual([]);
	});

	it('makes a finished event pending again, also for a server that it never went to', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events, consumers } = database;
		await linkServers(database, ['1']);
		await events.insert([newEvent(1)]);
		await linkServers(database, ['2']);
		await consumers.mark([deliveryMark(eventRowId(1), 'dead_letter', { error: 'Error: no' })]);
		await eventLog.requeue(eventRowId(1), ['1', '2']);
		expect(await waitingServers(database)).toEqual(['1', '2']);
		expect(await pendingOf(database, '1')).toMatchObject([{ cursorOf: null, hasRow: true }]);
		expect(await eventLog.find(eventRowId(1))).toMatchObject({
			state: 'pending',
			deliveries: [
				{ guildId: '1', state: 'pending', attempts: 0, error: null },
				{ guildId: '2', state: 'pending', attempts: 0, error: null }
			]
		});
		for (const guildId of ['1', '2']) await handleAll(database, guildId);
		expect((await eventLog.find(eventRowId(1)))?.state).toBe('handled');
	});

	it('keeps only the newest of each channel, and never what waits for one of its servers', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events, consumers } = database;
		await linkServers(database, ['1', '2']);
		const later = new Date(Date.now() + 60 * 60_000);
		const waits = [ListenersConsumer];
		await events.insert([
			...[1, 2, 3, 4, 5].map((number) => newEvent(number)),
			newEvent(6, { broadcasterUserId: 999 }),
			newEvent(7, { broadcasterUserId: null, state: 'unreadable', messageId: null })
		]);
		await consumers.mark([4, 3].map((number) => deliveryMark(eventRowId(number), 'handled')));
		await consumers.mark([deliveryMark(eventRowId(2), 'handled', { guildId: '2' })]);
		expect(await events.loggedChannels()).toEqual([999, 123456, null]);
		expect([await events.newestExcess(123456, 5), await events.newestExcess(999, 1)]).toEqual([null, null]);
		expect(await events.newestExcess(null, 0)).toBe(eventRowId(7));
		const excess = (await events.newestExcess(123456, 1)) ?? '';
		expect(excess).toBe(eventRowId(4));
		// Events that are not counted stay.
		expect(await events.pruneExcess(123456, excess, later, 100, waits)).toBe(0);
		await countViewers(database);
		expect(await events.pruneExcess(123456, excess, new Date(0), 100, waits)).toBe(0);
		expect(await events.pruneExcess(123456, excess, later, 1, waits)).toBe(1);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2].map(eventRowId));
		expect(await events.pruneExcess(123456, excess, later, 100, waits)).toBe(1);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([7, 6, 5, 4, 3].map(eventRowId));
		await handleAll(database, '2');
		expect(await events.pruneExcess(123456, eventRowId(5), later, 100, waits)).toBe(2);
		expect(await events.pruneExcess(null, eventRowId(7), later, 100, waits)).toBe(1);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([6, 5].map(eventRowId));
	});
});
