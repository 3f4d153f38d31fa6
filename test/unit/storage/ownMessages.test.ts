import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { ListenersConsumer } from '../../../src/lib/storage/consumers/wholeLog.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { pendingOf } from '../../support/waitingServers.js';
import { deliveryMark, handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { eventRowId, newEvent } from './support/newEvent.js';

describe.each(databaseProviders)('a message of the bot on %s', (provider) => {
	it.each(['id', 'messageId'] as const)('is removed by its %s from the servers with it pending', async (by) => {
		const database = await temporaryDatabase(provider);
		const { events, eventLog } = database;
		await linkServers(database, ['1', '2']);
		const [own, other] = [newEvent(1), newEvent(2, { guildId: '1' })];
		await events.insert([own, other]);
		await events.disown(own[by]!, 'own message');
		expect((await pendingOf(database, '1')).map(({ event }) => event.id)).toEqual([other.id]);
		expect(await pendingOf(database, '2')).toEqual([]);
		expect(await eventLog.find(own.id)).toMatchObject({
			state: 'ignored',
			error: 'own message',
			isOwn: true,
			deliveries: []
		});
		expect(await eventLog.find(other.id)).toMatchObject({ state: 'pending', error: null, isOwn: false });
	});

	it('keeps its state where all have had it, and is known as the bot’s', async () => {
		const database = await temporaryDatabase(provider);
		const { events, eventLog } = database;
		await linkServers(database, ['1']);
		await events.insert([newEvent(1)]);
		await handleAll(database, '1');
		await events.disown(eventRowId(1), 'own message');
		expect(await eventLog.find(eventRowId(1))).toMatchObject({
			state: 'handled',
			error: null,
			isOwn: true,
			deliveries: [{ guildId: '1' }]
		});
	});

	it('keeps its state for a server that has handled it and is no longer linked', async () => {
		const database = await temporaryDatabase(provider);
		const { events, eventLog, links, consumers } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([newEvent(1)]);
		await handleAll(database, '1');
		await links.delete('1');
		await consumers.followLinks([ListenersConsumer]);
		await events.disown(eventRowId(1), 'own message');
		expect(await pendingOf(database, '2')).toEqual([]);
		expect(await eventLog.find(eventRowId(1))).toMatchObject({
			state: 'handled',
			isOwn: true,
			deliveries: [{ guildId: '1', state: 'handled' }]
		});
	});

	it('belongs to no server where only one that does not get it has advanced', async () => {
		const database = await temporaryDatabase(provider);
		const { events, eventLog } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([newEvent(1, { guildId: '1' }), newEvent(2)]);
		await handleAll(database, '2');
		await events.disown(eventRowId(1), 'own message');
		expect(await eventLog.find(eventRowId(1))).toMatchObject({
			state: 'ignored',
			error: 'own message',
			deliveries: []
		});
	});

	it('is removed where its first attempt has failed, and where it was replayed', async () => {
		const database = await temporaryDatabase(provider);
		const { events, eventLog, consumers } = database;
		await linkServers(database, ['1', '2']);
		await events.insert([newEvent(1)]);
		await consumers.mark([deliveryMark(eventRowId(1), 'retrying')]);
		await handleAll(database, '2');
		await eventLog.requeue(eventRowId(1), ['2']);
		await events.disown(eventRowId(1), 'own message');
		expect([await pendingOf(database, '1'), await pendingOf(database, '2')]).toEqual([[], []]);
	});
});

describe.each(databaseProviders)('the mark of an own message on %s', (provider) => {
	it('is stored with the event, and returned by every query', async () => {
		const database = await temporaryDatabase(provider);
		const { events, eventLog } = database;
		await linkServers(database, ['1']);
		await events.insert([newEvent(1, { state: 'ignored', isOwn: true }), newEvent(2)]);
		expect((await pendingOf(database, '1')).map(({ event }) => event.isOwn)).toEqual([false]);
		expect((await eventLog.chat(123_456, 10)).map(({ isOwn }) => isOwn)).toEqual([false, true]);
		await eventLog.requeue(eventRowId(1), ['1']);
		expect(await eventLog.find(eventRowId(1))).toMatchObject({ isOwn: true, deliveries: [{ state: 'pending' }] });
		expect((await pendingOf(database, '1')).map(({ event }) => event.isOwn)).toEqual([true]);
	});

	it('is not needed where version 0.1 has written the message down itself', async () => {
		const { events, eventLog } = await temporaryDatabase(provider);
		await events.insert([newEvent(1, { source: 'bot' })]);
		expect(await eventLog.find(eventRowId(1))).toMatchObject({ isOwn: true });
	});
});

describe.each(databaseProviders)('the transports that chat came by on %s', (provider) => {
	const start = Date.UTC(2026, 0, 1);
	const at = (seconds: number) => new Date(start + seconds * 1_000);
	const chat = (seconds: number, changes: object = {}) => {
		const id = ulid(start + seconds * 1_000);
		return newEvent(1, { eventId: id, messageId: id, sentAt: at(seconds), receivedAt: at(seconds), ...changes });
	};

	it('are counted within the time, for that channel and for chat alone', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert([
			chat(5),
			chat(10),
			chat(11, { state: 'duplicate' }),
			chat(12, { source: 'websocket' }),
			chat(13, { source: 'bot' }),
			chat(13.5, { source: 'websocket', state: 'ignored', isOwn: true }),
			chat(14, { type: 'channel.followed' }),
			chat(15, { broadcasterUserId: 5 }),
			chat(16, { sentAt: at(4) }),
			chat(20)
		]);
		expect(await events.chatSources(123_456, at(10), at(20))).toEqual({ webhook: 2, webhookFirst: 1, websocket: 1 });
		expect(await events.chatSources(404, at(0), at(100))).toEqual({ webhook: 0, webhookFirst: 0, websocket: 0 });
	});

	it('cover only the newest 200, for a log of any length', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert(Array.from({ length: 250 }, (_, index) => chat(index)));
		expect(await events.chatSources(123_456, at(0), at(1_000))).toEqual({
			webhook: 200,
			webhookFirst: 200,
			websocket: 0
		});
	});

	it('leave the socket out of the newest webhook', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert([chat(1), chat(2, { source: 'websocket' })]);
		expect(await events.latestWebhook(123_456)).toMatchObject({ receivedAt: at(1) });
	});
});
