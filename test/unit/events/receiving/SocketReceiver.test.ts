import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseStoredEvent, toDeliveredEvent } from '../../../../src/lib/events/consumers/parseStoredEvent.js';
import { messageKey } from '../../../../src/lib/events/messageKey.js';
import { Inbox } from '../../../../src/lib/events/receiving/Inbox.js';
import { SocketReceiver } from '../../../../src/lib/events/receiving/SocketReceiver.js';
import { KickMetrics } from '../../../../src/lib/KickMetrics.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { LinkedChannel } from '../../../../src/lib/storage/repositories/linkedChannels.js';
import { ViewerCounter } from '../../../../src/lib/viewers/ViewerCounter.js';
import { type RecordingLogger, recordingLogger } from '../../../support/recordingLogger.js';
import { databaseProviders, temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { pendingOf as waitingIn } from '../../../support/waitingServers.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { newEvent } from '../../storage/support/newEvent.js';

const channel: LinkedChannel = { guildId: '1', broadcasterUserId: 5, username: 'One', slug: null, chatroomId: 50 };
const Chat = 'App\\Events\\ChatMessageEvent';
const chat = (id: string, changes: object = {}) => ({
	id,
	content: `text of ${id}`,
	created_at: new Date().toISOString(),
	sender: { id: 99, username: 'ana', slug: 'ana' },
	...changes
});
const frame = (event: string, data: unknown) => ({ chatroomId: 50, event, data });

let logger: RecordingLogger;
let metrics: KickMetrics;
let shown: string[];

beforeEach(() => {
	logger = recordingLogger();
	metrics = new KickMetrics();
	shown = [];
});

/** Servers that are linked to the channel. */
const routes = { guildsOf: async () => new Set(['1', '2']), version: 0 };

const inboxOn = (events: Pick<Database['events'], 'insert'>) =>
	new Inbox({
		events,
		routes,
		dispatcher: { stored: () => undefined },
		echoes: { isOwn: ({ id }) => id.startsWith('own'), mayBeOwn: ({ id }) => id.startsWith('perhaps') }
	});

function receiverOn(
	events: Pick<Database['events'], 'insert'>,
	owned = ['1', '2'],
	inbox = inboxOn(events)
): SocketReceiver {
	return new SocketReceiver({
		inbox,
		routes,
		owns: (guildId) => owned.includes(guildId),
		onMessage: ({ id }) => shown.push(id),
		logger,
		metrics,
		staleAfterMs: 600_000
	});
}

async function outcomes(): Promise<Record<string, number>> {
	const { values } = await metrics.socketFrames.get();
	return Object.fromEntries(values.map(({ labels, value }) => [String(labels.outcome), value]));
}

describe.each(databaseProviders)('a socket event (%s)', (provider) => {
	let database: Database;
	beforeEach(async () => {
		database = await temporaryDatabase(provider);
		await linkServers(database, ['1', '2'], channel.broadcasterUserId);
	});
	const pendingOf = async (guildId: string) => (await waitingIn(database, guildId)).map(({ event }) => event);

	it('is stored so that it can be rebuilt, in the order of arrival', async () => {
		const receiver = receiverOn(database.events);
		const frames = Array.from({ length: 50 }, (_, index) => frame(Chat, chat(`m-${index}`)));
		await Promise.all(frames.map((each) => receiver.receive(each, channel)));
		const rows = await pendingOf('1');
		const events = rows.map((row) => toDeliveredEvent(parseStoredEvent(row)!, row, '1'));
		expect(events.map(({ context }) => context.eventId)).toEqual(frames.map(({ data }) => (data as { id: string }).id));
		expect(events[0]).toMatchObject({
			event: { id: 'm-0', content: 'text of m-0', broadcaster: { id: 5, username: 'One', slug: 'one' } },
			context: { source: 'websocket', type: 'chat.message.sent', guildId: '1' }
		});
		expect(shown).toHaveLength(50);
		expect(await outcomes()).toEqual({ stored: 50 });
	});

	it('is recognized if a webhook brought it before; nothing is logged twice', async () => {
		await database.events.insert([newEvent(1, { messageId: messageKey(5, 'm-1'), broadcasterUserId: 5 })]);
		await receiverOn(database.events).receive(frame(Chat, chat('m-1')), channel);
		expect(await outcomes()).toEqual({ duplicate: 1 });
		expect(await database.eventLog.list({ limit: 10 })).toHaveLength(1);
	});

	it('affects no other channel, whatever id its messages have', async () => {
		await linkServers(database, ['6'], 6);
		await receiverOn(database.events).receive(frame(Chat, chat('m-1')), channel);
		const webhook = newEvent(1, { messageId: messageKey(6, 'm-1'), broadcasterUserId: 6, guildIds: ['6'] });
		expect(await database.events.insert([webhook])).toEqual(['inserted']);
		expect(await pendingOf('6')).toHaveLength(1);
	});

	it('counts each message for its sender once, but none of bots, of the bot or possibly of the bot', async () => {
		const receiver = receiverOn(database.events);
		for (const id of ['m-1', 'm-1', 'own-1', 'perhaps-1']) await receiver.receive(frame(Chat, chat(id)), channel);
		const bot = { id: 100, username: 'bot', identity: { badges: [{ type: 'bot', text: 'Bot' }] } };
		await receiver.receive(frame(Chat, chat('m-2', { sender: bot })), channel);
		await new ViewerCounter({ viewers: database.viewers, logger: recordingLogger() }).catchUp();
		expect(await database.chatters.recent(5, new Date(0), 10)).toMatchObject([{ userId: 99, messages: 1 }]);
		expect(await database.watchtime.isPresent(5, 100, new Date())).toBe(false);
		expect((await pendingOf('1')).map(({ eventId }) => eventId)).toEqual(['m-1', 'perhaps-1', 'm-2']);
		expect(await database.eventLog.find('own-1')).toMatchObject({ state: 'ignored', deliveries: [] });
	});

	it('without its own id goes to the servers of this process, each time as a new one', async () => {
		const receiver = receiverOn(database.events, ['2']);
		for (let count = 0; count < 2; count++) {
			await receiver.receive(frame('App\\Events\\PinnedMessageDeletedEvent', undefined), channel);
		}
		expect(await pendingOf('1')).toEqual([]);
		expect((await pendingOf('2')).map(({ type }) => type)).toEqual(['chat.message.unpinned', 'chat.message.unpinned']);
		expect(await outcomes()).toEqual({ stored: 2 });
	});

	it('without its own id is stored once for each server of this process, and not at all if it has none', async () => {
		const unpinned = frame('App\\Events\\PinnedMessageDeletedEvent', undefined);
		await receiverOn(database.events, ['1', '2']).receive(unpinned, channel);
		await receiverOn(database.events, []).receive(unpinned, channel);
		expect([(await pendingOf('1')).length, (await pendingOf('2')).length]).toEqual([1, 1]);
		expect((await database.eventLog.list({ limit: 10 })).map(({ guildId }) => guildId).toSorted()).toEqual(['1', '2']);
		expect(await outcomes()).toEqual({ stored: 1, ignored: 1 });
	});

	it('with its own id is stored once, whichever process receives it', async () => {
		const cleared = frame('App\\Events\\ChatroomClearEvent', { id: 'c-1' });
		await receiverOn(database.events, ['1']).receive(cleared, channel);
		await receiverOn(database.events, ['2']).receive(cleared, channel);
		expect([(await pendingOf('1')).length, (await pendingOf('2')).length]).toEqual([1, 1]);
		expect(await outcomes()).toEqual({ stored: 1, duplicate: 1 });
	});
});

describe('the time of a message', () => {
	it.each([
		['its own', () => new Date(Date.now() - 60_000).toISOString(), -60_000, 'pending'],
		['that of its arrival if it is not readable', () => 'yesterday', 0, 'pending'],
		['that of its arrival if it is days ahead', () => '2126-01-01T00:00:00Z', 0, 'pending'],
		['too old to be announced', () => new Date(Date.now() - 3_600_000).toISOString(), -3_600_000, 'stale']
	])('is %s', async (_, createdAt, offsetMs, state) => {
		const database = await temporaryDatabase();
		await linkServers(database, ['1'], channel.broadcasterUserId);
		await receiverOn(database.events).receive(frame(Chat, chat('m-1', { created_at: createdAt() })), channel);
		const event = await database.eventLog.find('m-1');
		expect(event?.state).toBe(state);
		expect(Math.abs(event!.sentAt.getTime() - event!.receivedAt.getTime() - offsetMs)).toBeLessThan(5_000);
	});
});

describe('an event that can’t be stored', () => {
	it('is counted: unreadable, ignored, nested too deep', async () => {
		const database = await temporaryDatabase();
		const receiver = receiverOn(database.events);
		let deep: unknown = [];
		for (let depth = 0; depth < 100_000; depth++) deep = [deep];
		await receiver.receive(frame(Chat, { id: 'm-1' }), channel);
		await receiver.receive(frame(Chat, deep), channel);
		await receiver.receive(frame('App\\Events\\UserBannedEvent', { id: 'b-1' }), channel);
		expect(await outcomes()).toEqual({ unreadable: 2, ignored: 1 });
		expect(await database.eventLog.list({ limit: 10 })).toEqual([]);
	});

	it('is lost if the database refuses it, and the log says so once a minute', async () => {
		vi.useFakeTimers({ toFake: ['performance'] });
		onTestFinished(() => void vi.useRealTimers());
		const receiver = receiverOn({ insert: () => Promise.reject(new Error('disk full')) });
		for (const id of ['a', 'b', 'c']) await receiver.receive(frame(Chat, chat(id)), channel);
		expect(logger.lines).toEqual([expect.stringMatching(/lost, 1 since .*database refused them.*disk full/s)]);
		vi.advanceTimersByTime(60_000);
		await receiver.receive(frame(Chat, chat('d')), channel);
		expect(logger.lines[1]).toMatch(/lost, 3 since/);
		expect(await outcomes()).toEqual({ failed: 4 });
	});

	it('is dropped when 4,096 wait already: memory does not grow with a database that hangs', async () => {
		const release = deferred();
		const receiver = receiverOn({ insert: (batch) => release.promise.then(() => batch.map(() => 'inserted')) });
		const received = Array.from({ length: 5_000 }, (_, index) =>
			receiver.receive(frame(Chat, chat(`m-${index}`)), channel)
		);
		await Promise.all(received.slice(4_096));
		expect(await outcomes()).toEqual({ dropped: 904 });
		expect(logger.lines).toEqual([expect.stringContaining('faster than the bot can store them')]);
		release.resolve();
		await Promise.all(received);
		expect(await outcomes()).toEqual({ dropped: 904, stored: 4_096 });
	});
});

it('never blocks webhooks, however many socket events wait', async () => {
	const release = deferred();
	const inbox = inboxOn({ insert: (batch) => release.promise.then(() => batch.map(() => 'inserted')) });
	const receiver = receiverOn({ insert: async () => [] }, ['1'], inbox);
	const received = Array.from({ length: 5_000 }, (_, index) =>
		receiver.receive(frame(Chat, chat(`m-${index}`)), channel)
	);
	const webhooks = Array.from({ length: 1_000 }, (_, index) => inbox.store(newEvent(index)));
	release.resolve();
	expect(new Set(await Promise.all(webhooks))).toEqual(new Set(['inserted']));
	await Promise.all(received);
	expect(await outcomes()).toEqual({ dropped: 904, stored: 4_096 });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
	let resolve = () => {};
	const promise = new Promise<void>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}
