import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { deliveryMark } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { countViewers, type EventChanges, eventRowId, newEvent } from './support/newEvent.js';

const channel = 123456;
const scope = { guildId: '1', broadcasterUserId: channel };

/** An event that is no chat message. */
const other = (number: number, changes: EventChanges = {}) =>
	newEvent(number, { type: 'channel.followed', messageId: null, chatter: null, ...changes });

describe.each(databaseProviders)('what the overview reads on %s', (provider) => {
	it('the newest events are without chat messages, tests, duplicates and unreadable ones', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([
			other(1),
			newEvent(2),
			other(3, { source: 'test', guildId: '1' }),
			other(4, { state: 'unreadable' }),
			other(5, { state: 'duplicate' }),
			other(6, { guildId: '2' }),
			other(7, { guildId: '1' }),
			other(8, { broadcasterUserId: 999 }),
			other(9, { type: 'channel.raided', state: 'ignored' }),
			newEvent(10)
		]);
		const read = async (after: string | null, limit = 10) => {
			const { rows, readTo } = await eventLog.notable(scope, { after, limit });
			return [rows.map(({ eventId }) => eventId), readTo];
		};
		const last = eventRowId(10);
		expect(await read(null)).toEqual([['event-9', 'event-7', 'event-1'], last]);
		expect(await read(null, 2)).toEqual([['event-9', 'event-7'], last]);
		expect(await read(eventRowId(7))).toEqual([['event-9'], last]);
		expect(await read(eventRowId(9))).toEqual([[], last]);
		expect(await read(last)).toEqual([[], null]);
		const unknown = { guildId: '1', broadcasterUserId: 5 };
		expect(await eventLog.notable(unknown, { after: null, limit: 10 })).toEqual({ rows: [], readTo: null });
	});

	it('gifts are read with their payload, in the part of the time in which they arrived', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events } = database;
		await linkServers(database, ['1']);
		const gift = (number: number, type: string, changes: EventChanges = {}) =>
			other(number, { type, payload: `payload ${number}`, ...changes });
		await events.insert([
			gift(1, 'kicks.gifted'),
			gift(2, 'channel.subscription.gifts'),
			gift(3, 'channel.subscription.gifts', { state: 'duplicate' }),
			gift(4, 'channel.subscription.gifts', { source: 'test' }),
			gift(5, 'channel.followed'),
			gift(61, 'kicks.gifted'),
			gift(62, 'kicks.gifted', { broadcasterUserId: 999 })
		]);
		const query = { from: new Date(Date.UTC(2026, 0, 1)), bucketMs: 60_000, buckets: 3 };
		const rows = await eventLog.activity(scope, query);
		expect(rows.map(({ gifts }) => gifts.map(({ payload }) => payload))).toEqual([
			['payload 1', 'payload 2'],
			['payload 61'],
			[]
		]);
		expect(rows[0]?.events).toEqual({ 'kicks.gifted': 1, 'channel.subscription.gifts': 1, 'channel.followed': 1 });
	});

	it('failed events are counted for each server, until a person has settled them', async () => {
		const database = await temporaryDatabase(provider);
		const { consumers, eventLog, events } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([1, 2, 3].map((number) => newEvent(number)));
		const states = ['dead_letter', 'dead_letter', 'retrying'] as const;
		await consumers.mark(states.map((state, index) => deliveryMark(eventRowId(index + 1), state)));
		expect(await eventLog.countDeadLetters('1')).toBe(2);
		expect(await eventLog.countDeadLetters('2')).toBe(0);
		await eventLog.dismiss(eventRowId(1), '1');
		expect(await eventLog.countDeadLetters('1')).toBe(1);
	});

	it('a message of the bot is found in its channel', async () => {
		const database = await temporaryDatabase(provider);
		const { eventLog, events } = database;
		await events.insert([newEvent(1), newEvent(2, { isOwn: true, source: 'bot' })]);
		expect(await eventLog.hasOwnMessage(channel)).toBe(true);
		expect(await eventLog.hasOwnMessage(999)).toBe(false);
	});

	it('chatters are counted since their last message', async () => {
		const database = await temporaryDatabase(provider);
		const { chatters, events } = database;
		await linkServers(database, ['1']);
		const cleo = { userId: 8, username: 'cleo', color: null };
		const [first, second] = [newEvent(1), newEvent(2, { chatter: cleo })];
		await events.insert([first, second]);
		await countViewers(database);
		expect(await chatters.countSince(channel, first.sentAt)).toBe(2);
		expect(await chatters.countSince(channel, second.sentAt)).toBe(1);
		expect(await chatters.countSince(channel, new Date(second.sentAt.getTime() + 1))).toBe(0);
		expect(await chatters.countSince(999, first.sentAt)).toBe(0);
	});
});
