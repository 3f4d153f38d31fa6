import { describe, expect, it } from 'vitest';
import { ListenersConsumer } from '../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { pendingOf } from '../../support/waitingServers.js';
import { deliveryMark, handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { countViewers, eventRowId, newEvent } from './support/newEvent.js';

const channel = 123456;
const Listeners = [ListenersConsumer];
const allOf = (name: string) => ({ name, types: null });

async function pending(database: Database, guildId = '1'): Promise<string[]> {
	return (await pendingOf(database, guildId)).map(({ event }) => event.eventId);
}

async function unlink({ links, consumers }: Database, guildId: string): Promise<void> {
	await links.delete(guildId);
	await consumers.followLinks(Listeners);
}

/** Returns the events that a server sees without a channel in the query. */
async function seenBy({ eventLog }: Database, guildId: string, delivery?: 'handled' | 'pending') {
	const { rows } = await eventLog.page({ guildId, broadcasterUserId: null }, { limit: 50, delivery });
	return rows.map(({ eventId, deliveries }) => `${eventId} ${deliveries.map(({ state }) => state)}`);
}

describe.each(databaseProviders)('a server that is linked on %s', (provider) => {
	it('gets what comes from then on, and never what was there before', async () => {
		const database = await temporaryDatabase(provider);
		await database.events.insert([newEvent(1)]);
		await linkServers(database, ['1']);
		expect(await database.consumers.followLinks(Listeners)).toEqual(['1']);
		await database.events.insert([newEvent(2)]);
		// Following the links again changes nothing.
		expect(await database.consumers.followLinks(Listeners, channel)).toEqual(['1']);
		expect(await database.consumers.followLinks(Listeners, 999)).toEqual([]);
		expect(await pending(database)).toEqual(['event-2']);
		expect(await seenBy(database, '1')).toEqual(['event-2 pending']);
	});

	it('misses what comes between the end of its link and the next one, and still sees what it had handled', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1', '2']);
		await database.events.insert([1, 2, 3].map((number) => newEvent(number)));
		await database.consumers.mark([deliveryMark(eventRowId(1), 'handled'), deliveryMark(eventRowId(2), 'dead_letter')]);
		await unlink(database, '1');
		await database.events.insert([newEvent(4)]);
		expect(await pending(database)).toEqual([]);
		expect(await seenBy(database, '1')).toEqual(['event-2 dead_letter', 'event-1 handled']);
		expect(await seenBy(database, '1', 'handled')).toEqual(['event-1 handled']);
		expect(await seenBy(database, '1', 'pending')).toEqual([]);

		await linkServers(database, ['1']);
		await database.events.insert([newEvent(5)]);
		expect(await pending(database)).toEqual(['event-5']);
		expect(await seenBy(database, '1')).toEqual(['event-5 pending', 'event-2 dead_letter', 'event-1 handled']);
		expect(await pending(database, '2')).toEqual(['event-1', 'event-2', 'event-3', 'event-4', 'event-5']);
	});

	it('is only read where the channel is the requested one', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1']);
		await linkServers(database, ['2'], 999);
		await database.events.insert([newEvent(1), newEvent(2, { broadcasterUserId: 999 })]);
		for (const guildId of ['1', '2']) await database.links.delete(guildId);
		await database.consumers.followLinks(Listeners, 999);
		expect([await pending(database, '1'), await pending(database, '2')]).toEqual([['event-1'], []]);
	});

	it('gets the events of its new channel where it has changed it, and none of the old one', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1']);
		await database.events.insert([1, 2].map((number) => newEvent(number)));
		await database.consumers.mark([deliveryMark(eventRowId(1), 'handled')]);
		await linkServers(database, ['1'], 999);
		await database.events.insert([newEvent(3), newEvent(4, { broadcasterUserId: 999 })]);
		expect(await pending(database)).toEqual(['event-4']);
		expect(await seenBy(database, '1')).toEqual(['event-4 pending', 'event-1 handled']);
	});

	it('gets nothing once the bot has left it', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1']);
		await database.departures.mark('1', new Date());
		expect(await database.consumers.followLinks(Listeners)).toEqual([]);
		await database.events.insert([newEvent(1)]);
		expect(await pending(database)).toEqual([]);
		await database.departures.clear('1');
		await database.consumers.followLinks(Listeners);
		await database.events.insert([newEvent(2)]);
		expect(await pending(database)).toEqual(['event-2']);
	});
});

describe.each(databaseProviders)('several consumers on %s', (provider) => {
	const stats = { consumer: 'stats', guildId: '1' };
	const types = ['channel.followed'];
	const minute = 60_000;

	it('get the same events, each by itself, and the log shows only the states of the listeners', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1'], channel, [...Listeners, 'stats']);
		await database.events.insert([newEvent(1), newEvent(2)]);
		await handleAll(database, '1');
		await database.consumers.mark([deliveryMark(eventRowId(1), 'dead_letter', stats)]);
		const { events } = await database.consumers.next(stats, null, 10);
		expect(events).toMatchObject([{ event: { eventId: 'event-2' }, cursorOf: channel, hasRow: false }]);
		expect(await database.consumers.waiting(allOf('stats'))).toMatchObject([stats]);
		expect(await database.consumers.waiting(allOf(ListenersConsumer))).toEqual([]);
		expect(await database.eventLog.find(eventRowId(1))).toMatchObject({
			state: 'handled',
			deliveries: [{ guildId: '1', state: 'handled' }]
		});
	});

	it('get only the types that they want, and move on where there is none of them for a minute', async () => {
		const database = await temporaryDatabase(provider);
		const { consumers, events } = database;
		const now = Date.now();
		const at = (ms: number) => ({ receivedAt: new Date(now - 10 * minute + ms), messageId: null });
		await events.insert([newEvent(0, at(0))]);
		await linkServers(database, ['1'], channel, [...Listeners, 'stats']);
		await events.insert([newEvent(1, at(minute)), newEvent(2, at(2 * minute))]);
		await consumers.skipUnwanted({ name: 'stats', types });
		expect(await consumers.waiting(allOf('stats'))).toEqual([]);
		expect(await consumers.waiting(allOf(ListenersConsumer))).toMatchObject([{ guildId: '1' }]);

		await events.insert([
			newEvent(3, at(3 * minute)),
			newEvent(4, { ...at(3 * minute), type: 'channel.followed' }),
			newEvent(5, at(3 * minute))
		]);
		await consumers.skipUnwanted({ name: 'stats', types });
		const page = await consumers.next(stats, types, 10);
		expect(page.events.map(({ event }) => event.eventId)).toEqual(['event-4']);
		expect(await consumers.waiting({ name: 'stats', types })).toMatchObject([stats]);
		expect(await pending(database)).toHaveLength(5);
	});

	it('do not move on for each event that they do not want', async () => {
		const database = await temporaryDatabase(provider);
		const { consumers, events } = database;
		const at = (secondsAgo: number) => ({ receivedAt: new Date(Date.now() - 1_000 * secondsAgo), messageId: null });
		await events.insert([newEvent(0, at(20))]);
		await linkServers(database, ['1'], channel, [...Listeners, 'stats']);
		await events.insert([newEvent(1, at(10))]);
		await consumers.skipUnwanted({ name: 'stats', types });
		expect(await consumers.waiting(allOf('stats'))).toMatchObject([stats]);
	});

	it('are added later: then they begin at the head, as a server does', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1']);
		await database.events.insert([newEvent(1)]);
		await database.consumers.followLinks([...Listeners, 'stats']);
		await database.events.insert([newEvent(2)]);
		const { events } = await database.consumers.next(stats, null, 10);
		expect(events.map(({ event }) => event.eventId)).toEqual(['event-2']);
		expect(await pending(database)).toEqual(['event-1', 'event-2']);
	});

	it('keep from being deleted what they have not handled, as long as they are there', async () => {
		const database = await temporaryDatabase(provider);
		const { consumers, events, eventLog } = database;
		await linkServers(database, ['1'], channel, [...Listeners, 'stats']);
		await events.insert([1, 2, 3].map((number) => newEvent(number)));
		await handleAll(database, '1');
		await consumers.mark([
			deliveryMark(eventRowId(1), 'handled', stats),
			deliveryMark(eventRowId(2), 'retrying', stats)
		]);
		await countViewers(database);
		const left = async () => (await eventLog.list({ limit: 10 })).map(({ eventId }) => eventId);
		await events.prune(new Date(), null, 10, [...Listeners, 'stats']);
		expect(await left()).toEqual(['event-3', 'event-2']);
		expect(await events.pruneExcess(channel, eventRowId(3), new Date(), 10, [...Listeners, 'stats'])).toBe(0);
		// No process asks for the events of a consumer that this bot no longer has.
		expect(await events.pruneExcess(channel, eventRowId(2), new Date(), 10, Listeners)).toBe(1);
		await events.prune(new Date(), null, 10, Listeners);
		expect(await left()).toEqual([]);
	});

	it('are forgotten with all that is theirs, and nothing of others', async () => {
		const database = await temporaryDatabase(provider);
		const { consumers, begunEvents } = database;
		await linkServers(database, ['1'], channel, [...Listeners, 'stats']);
		await database.events.insert([newEvent(1), newEvent(2)]);
		await consumers.mark([deliveryMark(eventRowId(1), 'retrying', stats), deliveryMark(eventRowId(1), 'dead_letter')]);
		for (const consumer of [ListenersConsumer, 'stats']) {
			await begunEvents.save({ consumer, guildId: '1', eventId: eventRowId(1), starts: 1 });
		}
		await consumers.remove('stats');
		expect(await consumers.waiting(allOf('stats'))).toEqual([]);
		expect(await consumers.waiting(allOf(ListenersConsumer))).toMatchObject([{ guildId: '1' }]);
		expect(await consumers.next(stats, null, 10)).toMatchObject({ events: [] });
		expect(await begunEvents.list()).toMatchObject([{ consumer: ListenersConsumer }]);
		expect((await database.eventLog.find(eventRowId(1)))?.deliveries).toMatchObject([{ state: 'dead_letter' }]);
		expect(await pending(database)).toEqual(['event-2']);
	});
});
