import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { waitingServers } from '../../support/waitingServers.js';
import { countViewers, eventRowId, newEvent } from './support/newEvent.js';

const at = new Date('2026-02-01T10:00:00Z');
const handled = (number: number, guildId: string) => ({
	id: eventRowId(number),
	guildId,
	state: 'handled' as const,
	attempts: 1,
	error: null,
	at
});

describe.each(databaseProviders)('the event log on %s', (provider) => {
	it('lists the newest first, by state and by page, with what became of each server', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		await events.insert([
			newEvent(1, { guildIds: ['1', '2'] }),
			newEvent(2, { guildIds: [], state: 'stale', error: 'late' }),
			newEvent(3, { guildIds: ['1'] })
		]);
		await events.mark([{ ...handled(1, '1'), state: 'dead', attempts: 4, error: 'Error: no' }]);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([3, 2, 1].map(eventRowId));
		expect((await eventLog.list({ limit: 1, before: eventRowId(3) })).map(({ id }) => id)).toEqual([eventRowId(2)]);
		expect(await eventLog.list({ states: ['stale'], limit: 50 })).toMatchObject([
			{ id: eventRowId(2), error: 'late', deliveries: [] }
		]);
		expect((await eventLog.find(eventRowId(1)))?.deliveries).toEqual([
			{ guildId: '1', state: 'dead', attempts: 4, error: 'Error: no', updatedAt: at },
			{ guildId: '2', state: 'pending', attempts: 0, error: null, updatedAt: expect.any(Date) }
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
		const { eventLog, events } = await temporaryDatabase(provider);
		const first = newEvent(1, { messageId: 'm', guildIds: ['1'] });
		const again = newEvent(2, { messageId: 'm', guildIds: ['1'] });
		expect(await events.insert([first, again, again])).toEqual(['inserted', 'duplicate', 'duplicate']);
		expect(await events.insert([again])).toEqual(['duplicate']);
		const log = await eventLog.list({ limit: 50 });
		expect(log.map(({ eventId, state }) => [eventId, state])).toEqual([
			[again.eventId, 'duplicate'],
			[first.eventId, 'received']
		]);
		expect(log[0]?.deliveries).toEqual([]);
	});

	it('makes a finished event pending again, also for a server that it never went to', async () => {
		const { eventLog, events } = await temporaryDatabase(provider);
		await events.insert([newEvent(1, { guildIds: ['1'] })]);
		await events.mark([{ ...handled(1, '1'), state: 'dead', error: 'Error: no' }]);
		await eventLog.requeue(eventRowId(1), ['1', '2']);
		expect(await waitingServers(events)).toEqual(['1', '2']);
		expect(await events.pending('1', 10)).toMatchObject([{ attempts: 0, event: { state: 'received' } }]);
		await events.mark([handled(1, '1'), handled(1, '2')]);
		expect((await eventLog.find(eventRowId(1)))?.state).toBe('handled');
	});

	it('keeps only the newest of each server, never what waits, and not what another server still has', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events } = database;
		const now = new Date(Date.now() + 1_000);
		await events.insert([
			newEvent(1, { guildIds: ['1'] }),
			newEvent(2, { guildIds: ['1', '2'] }),
			newEvent(3, { guildIds: ['1'] }),
			newEvent(4, { guildIds: ['1'] }),
			newEvent(5, { guildIds: ['1'] })
		]);
		await events.mark([1, 2, 3, 4].map((number) => handled(number, '1')));
		await events.mark([handled(2, '2')]);
		expect(await events.loggedGuilds()).toEqual(['1', '2']);
		await countViewers(database);
		expect([await events.newestExcess('1', 5), await events.newestExcess('2', 1)]).toEqual([null, null]);
		const excess = (await events.newestExcess('1', 1)) ?? '';
		expect(excess).toBe(eventRowId(4));
		expect(await events.pruneExcess('1', excess, new Date(0), 100)).toBe(0);
		expect(await events.pruneExcess('1', excess, now, 2)).toBe(2);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([5, 4, 3, 2].map(eventRowId));
		expect(await events.pruneExcess('1', excess, now, 100)).toBe(2);
		expect(await events.pruneExcess('1', eventRowId(5), now, 100)).toBe(0);
		expect((await eventLog.list({ limit: 50 })).map(({ id }) => id)).toEqual([5, 2].map(eventRowId));
	});
});
