import { generateKeyPairSync } from 'node:crypto';
import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { KickEvents, KickWebhookTypes } from '../../src/lib/kick/events/index.js';
import { HeardEvents } from '../support/heardEvents.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import type { Community } from '../support/TestWorld.js';
import { untilHandled } from '../support/untilHandled.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);

/** Creates a second server that is linked to the same channel. */
async function linkOtherServer(community: Community): Promise<Community> {
	const otherServer = { ...world.createCommunity(), streamer: community.streamer };
	await otherServer.manager.slash('kick channel', { name: community.streamer.slug });
	await world.link(otherServer);
	return otherServer;
}

/** Returns the first match of a stream; vitest's limit ends a wait that would never end. */
async function firstOf<Item>(items: AsyncIterable<Item>, fits: (item: Item) => boolean): Promise<Item> {
	for await (const item of items) if (fits(item)) return item;
	throw new Error('It ended before.');
}

describe('a test event', () => {
	it('of each type passes every step, and reaches only its own server, as a test', async () => {
		const community = await world.createLinkedCommunity();
		const otherServer = await linkOtherServer(community);
		for (const type of KickWebhookTypes) {
			const report = (await container.kick.events.sendTestEvent(community.guild.id, type)).unwrap();
			expect(report).toMatchObject({ ok: true, status: 200, type });
			expect(report.steps.map(({ name, ok }) => [name, ok])).toEqual([
				['answered', true],
				['stored', true],
				['handled', true]
			]);
			// The ready bot itself listens to chat messages, for its ping.
			const listeners = type === 'chat.message.sent' ? '2 listeners have' : '1 listener has';
			expect(report.steps[2]?.text).toBe(`${listeners} handled it.`);
		}
		const events = announced.in(community.guild.id);
		expect(events.map(({ context }) => context.type)).toEqual(KickWebhookTypes);
		expect(events.every(({ context }) => context.isTest && context.source === 'webhook')).toBe(true);
		expect(events[0]?.event).toMatchObject({ content: expect.stringContaining('test event') });
		expect(announced.in(otherServer.guild.id)).toEqual([]);
	});

	it('is marked in the log, and does not count as chat, chatter, stream or delivery of Kick', async () => {
		const { guild } = await world.createLinkedCommunity();
		const { events } = container.kick;
		const chat = (await events.sendTestEvent(guild.id)).unwrap();
		await events.sendTestEvent(guild.id, 'livestream.status.updated');
		const { entries } = await events.page(guild.id, { source: 'test' });
		expect(entries).toMatchObject([
			{ type: 'livestream.status.updated', isTest: true, state: 'handled' },
			{ type: 'chat.message.sent', isTest: true, state: 'handled', eventId: chat.eventId }
		]);
		expect(await events.recentChat(guild.id)).toEqual([]);
		const activity = (await container.kick.activity(guild.id, { hours: 1 })).unwrap();
		expect(activity).toMatchObject({ messages: 0, chatters: 0, eventsByType: {} });
		expect(await world.place.query('SELECT * FROM kick_streams')).toEqual([]);
		expect(await world.place.query('SELECT * FROM kick_presences')).toEqual([]);
	});

	it('reports the error of a listener', async () => {
		const { guild } = await world.createLinkedCommunity();
		const fail = () => {
			throw new Error('no such channel');
		};
		world.client.on(KickEvents.Follow, fail);
		const report = (await container.kick.events.sendTestEvent(guild.id, 'channel.followed')).unwrap();
		world.client.off(KickEvents.Follow, fail);
		expect(report.ok).toBe(false);
		expect(report.steps.at(-1)).toMatchObject({
			name: 'handled',
			ok: false,
			text: 'A listener failed and will be retried: Error: no such channel'
		});
	});

	it('is not sent for a server that is not linked', async () => {
		const { guild, manager, streamer } = world.createCommunity();
		await manager.slash('kick channel', { name: streamer.slug });
		const refused = (await container.kick.events.sendTestEvent(guild.id)).unwrapErr();
		expect(refused).toMatchObject({ code: 'not_linked', hint: expect.stringContaining('/kick link') });
	});

	it('can be sent by no one else: a test id with a foreign signature is forged', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const body = { broadcaster: { user_id: streamer.userId }, follower: { user_id: 5, username: 'mallory' } };
		const messageId = 'test-01KAAAAAAAAAAAAAAAAAAAAAAA';
		const forged = await world.kick.deliver({ event: 'channel.followed', body, messageId, signWith: privateKey });
		expect(forged.status).toBe(401);
		// Nor can the id of a running test be used.
		let again: Promise<{ status: number | null }> | undefined;
		world.client.once(KickEvents.Follow, async (_follow, { eventId }) => {
			again = world.kick.deliver({ event: 'channel.followed', body, messageId: eventId, signWith: privateKey });
			await again;
		});
		await container.kick.events.sendTestEvent(guild.id, 'channel.followed');
		expect((await again)?.status).toBe(401);
	});

	it('with an id that looks like a test’s is an ordinary event if Kick has signed it', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const body = { broadcaster: { user_id: streamer.userId }, follower: { user_id: 5, username: 'ana' } };
		await world.kick.deliver({ event: 'channel.followed', body, messageId: 'test-by-kick' });
		const [event] = await announced.waitFor(guild.id, 1);
		expect(event?.context).toMatchObject({ eventId: 'test-by-kick', isTest: false });
	});
});

describe('the log of a server', () => {
	it('shows a channel to servers that are linked to it, but not to one that only names it', async () => {
		const community = await world.createLinkedCommunity();
		const stranger = world.createCommunity();
		await stranger.manager.slash('kick channel', { name: community.streamer.slug });
		await world.kick.viewer('ana').says('for us', { in: community.streamer.slug });
		const { eventId } = await untilHandled(community.guild.id);
		const { events } = container.kick;
		expect((await events.page(stranger.guild.id)).entries).toEqual([]);
		expect(await events.recentChat(stranger.guild.id)).toEqual([]);
		for (const guildId of [stranger.guild.id, '0', "' OR 1=1 --", '', '\0', '99999999999999999999']) {
			expect((await events.detail(guildId, eventId)).unwrapErr().code).toBe('not_found');
			expect((await events.replay(eventId, { guildId })).unwrapErr().code).toBe('not_found');
			expect((await events.dismiss(eventId, guildId)).unwrapErr().code).toBe('not_found');
			expect(await events.list({ guildId })).toEqual([]);
			expect((await container.kick.activity(guildId)).isErr()).toBe(true);
		}
		expect((await events.detail(community.guild.id, eventId)).unwrap()).toMatchObject({
			state: 'handled',
			payload: expect.stringContaining('"content": "for us"')
		});
	});

	it('shows nothing of a channel that a linked server switches to', async () => {
		const victim = await world.createLinkedCommunity();
		const curious = await world.createLinkedCommunity();
		await curious.manager.slash('kick channel', { name: victim.streamer.slug });
		// A Python bot may have left such a row.
		await world.place.run(
			`INSERT INTO bot_settings (discord_server_id, key, value)
			VALUES (${curious.guild.id}, 'kick_broadcaster_user_id', '${victim.streamer.userId}')`
		);
		await world.kick.viewer('ana').says('not for you', { in: victim.streamer.slug });
		const { id } = await untilHandled(victim.guild.id);
		const { events } = container.kick;
		expect((await events.page(curious.guild.id)).entries).toEqual([]);
		expect((await events.detail(curious.guild.id, id)).unwrapErr().code).toBe('not_found');
		expect((await container.kick.activity(curious.guild.id)).unwrapErr().code).toBe('wrong_account');
		expect((await events.sendTestEvent(curious.guild.id)).unwrapErr().code).toBe('wrong_account');
	});

	it('lets one server replay, for itself alone, an event that was announced to none', async () => {
		const community = await world.createLinkedCommunity();
		const otherServer = await linkOtherServer(community);
		const [own, others] = [community.guild.id, otherServer.guild.id];
		const body = { broadcaster: { user_id: community.streamer.userId }, follower: { user_id: 5, username: 'late' } };
		const hourAgo = new Date(Date.now() - 60 * 60_000);
		const { messageId } = await world.kick.deliver({ event: 'channel.followed', body, timestamp: hourAgo });
		expect((await container.kick.events.replay(messageId, { guildId: own })).unwrap()).toEqual([own]);
		await announced.waitFor(own, 1);
		await world.kick.viewer('ana').says('to both', { in: community.streamer.slug });
		expect((await announced.waitFor(others, 1)).map(({ context }) => context.type)).toEqual(['chat.message.sent']);
	});

	it('is replayed and dismissed by one server without effect on the other server of the channel', async () => {
		const community = await world.createLinkedCommunity();
		const otherServer = await linkOtherServer(community);
		const [own, others] = [community.guild.id, otherServer.guild.id];
		await world.kick.viewer('ana').says('twice', { in: community.streamer.slug });
		const [{ id }] = await Promise.all([untilHandled(own), untilHandled(others)]);
		const { events } = container.kick;
		expect((await events.replay(id, { guildId: own })).unwrap()).toEqual([own]);
		await announced.waitFor(own, 2);
		expect(announced.in(others)).toHaveLength(1);
		await untilHandled(own);
		expect((await events.dismiss(id, own)).unwrapErr().code).toBe('bad_request');

		for (const guildId of [own, others]) await makeDeadLetter(world.place, { guildId, id, error: 'Error: no' });
		expect((await events.dismiss(id, own)).isOk()).toBe(true);
		expect((await events.detail(own, id)).unwrap().state).toBe('dismissed');
		expect((await events.detail(others, id)).unwrap().state).toBe('dead_letter');
		expect((await events.page(others, { state: 'dead_letter' })).entries).toMatchObject([{ id, error: 'Error: no' }]);
		const [logged] = await events.list({ guildId: own, delivery: 'dismissed' });
		expect(logged?.deliveries.map(({ guildId }) => guildId)).toEqual([own]);
	});

	it('assigns an unreadable body to the channel of its subscription, and it can be dismissed', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const [subscription] = await world.place.query(
			`SELECT id FROM kick_subscriptions WHERE broadcaster_user_id = ${streamer.userId}`
		);
		const { messageId } = await world.kick.deliver({
			event: 'chat.message.sent',
			body: '{"message_id": "cut',
			subscriptionId: String(subscription?.id)
		});
		const { events } = container.kick;
		expect((await events.page(guild.id, { state: 'unreadable' })).entries).toMatchObject([{ eventId: messageId }]);
		expect((await events.dismiss(messageId, guild.id)).isOk()).toBe(true);
		expect((await events.page(guild.id, { state: 'unreadable' })).entries).toEqual([]);
		expect((await events.page(guild.id, { state: 'dismissed' })).entries).toMatchObject([{ eventId: messageId }]);
	});
});

describe('the activity of a server', () => {
	it('counts what happened in its channel, and is cached for a moment', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const where = { in: streamer.slug };
		for (const text of ['one', 'two']) await world.kick.viewer('ana').says(text, where);
		await world.kick.viewer('ben').says('three', where);
		await world.kick.viewer('ben').follows(where);
		await announced.waitFor(guild.id, 4);
		const activity = (await container.kick.activity(guild.id, { hours: 1 })).unwrap();
		expect(activity).toMatchObject({
			bucketMs: 60_000,
			messages: 3,
			chatters: 2,
			eventsByType: { 'chat.message.sent': 3, 'channel.followed': 1 },
			loggedSince: expect.any(Date)
		});
		const { pending, handled } = activity.deliveries;
		expect(pending + handled).toBe(4);
		expect(activity.times).toHaveLength(60);
		expect(activity.times.reduce((sum, { events }) => sum + events, 0)).toBe(4);
		expect(activity.times.at(-1)?.at.getTime()).toBe(activity.to.getTime() - 60_000);
		const [one, other] = await Promise.all([1, 2].map(() => container.kick.activity(guild.id, { hours: 5 })));
		expect(one?.unwrap()).toBe(other?.unwrap());
		const longest = (await container.kick.activity(guild.id, { hours: 1_000_000 })).unwrap();
		expect([longest.messages, longest.times.length, longest.bucketMs]).toEqual([3, 7 * 12, 2 * 60 * 60_000]);
		expect(longest.times.at(-1)).toMatchObject({ messages: 3, chatters: 2, events: 4 });
	});
});

describe('live events', () => {
	it('an event is reported when it arrives and when it is handled', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const stop = new AbortController();
		const updates = container.kick.events.follow(guild.id, { afterId: '0', signal: stop.signal });
		const handled = firstOf(updates, (update) => update.kind !== 'gap' && update.entry.state === 'handled');
		await world.kick.viewer('ana').says('live', { in: streamer.slug });
		expect(await handled).toMatchObject({ entry: { type: 'chat.message.sent', error: null } });
		stop.abort();
	});

	it('the chat has the messages of viewers and of the bot, once each', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const stop = new AbortController();
		const lines: string[] = [];
		const reader = (async () => {
			const chat = container.kick.events.followChat(guild.id, { afterId: '0', signal: stop.signal });
			for await (const update of chat) {
				if (update.kind === 'line')
					lines.push(`${update.line.message.sender.username}: ${update.line.message.content}`);
				if (lines.length === 2) return;
			}
		})();
		await world.kick.viewer('ana').says('hello bot', { in: streamer.slug });
		await announced.waitFor(guild.id, 1);
		expect((await container.kick.send(guild.id, 'hello ana')).isOk()).toBe(true);
		await reader;
		stop.abort();
		expect(lines).toEqual(['ana: hello bot', 'bot: hello ana']);
		const chat = await container.kick.events.recentChat(guild.id);
		expect(chat.map(({ source, message }) => [source, message.content])).toEqual([
			['webhook', 'hello bot'],
			['bot', 'hello ana']
		]);
		expect((await container.kick.events.replay(chat[1]!.id)).unwrapErr().code).toBe('bad_request');
	});
});
