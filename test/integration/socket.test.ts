import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RealtimeEvent } from '../../sandbox/kick/realtime/events/RealtimeEvent.js';
import type { KickChatMessage } from '../../src/lib/kick/events/index.js';
import { HeardEvents } from '../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { PatienceMs } from '../support/patience.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const Chat = 'POST /public/v1/chat';

const world = await useWorld({ KICK_USE_WEBSOCKET: 'true' });
const announced = new HeardEvents(world.client);
const errors = recordErrors();

afterEach(() => {
	world.kick.faults.clear();
	world.kick.webhooks.enabled = true;
	world.kick.realtime.loses = () => false;
	world.kick.realtime.accept();
	world.kick.chatRules.echoToSocket = true;
});

/** Creates a linked server whose chat the bot reads from the live socket. */
async function joinedCommunity(): Promise<Community> {
	const community = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(community.streamer.slug);
	return community;
}

async function linkAlso({ streamer }: Community): Promise<Community> {
	const other = { ...world.createCommunity(), streamer };
	await other.manager.slash('kick channel', { name: streamer.slug });
	await world.link(other);
	return other;
}

/** Forgets the proven id first, because an id by hand does not replace it. */
async function replaceChatroomId({ guild }: Community, chatroomId: number): Promise<void> {
	for (const id of [null, chatroomId]) expect((await container.kick.setChatroomId(guild.id, id)).isOk()).toBe(true);
}

const ana = () => world.kick.viewer('ana');
const says = ({ streamer }: Community, content: string) => ana().says(content, { in: streamer.slug });
const check = async ({ manager }: Community) => (await manager.slash('check_kick_config')).content;
const health = async () => (await fetch(`${world.url}/health`)).json();

/** Returns a server's chat messages so far, once the last of these has arrived. */
async function receivedBy({ guild }: Community, last: string): Promise<{ content: string; source: string }[]> {
	const messages = () =>
		announced.in(guild.id).map(({ event, context }) => ({
			content: (event as KickChatMessage).content,
			source: context.source
		}));
	await vi.waitFor(() => expect(messages().map(({ content }) => content)).toContain(last), { timeout: PatienceMs });
	return messages();
}

describe('a message', () => {
	it('is announced when it arrives by socket only', async () => {
		const community = await joinedCommunity();
		world.kick.webhooks.enabled = false;
		const { messageId } = await says(community, 'gg [emote:37226:KEKW]');
		await ana().says('wp', { in: community.streamer.slug, replyTo: messageId });
		const [first, reply] = await announced.waitFor(community.guild.id, 2);
		expect(first).toMatchObject({
			event: {
				id: messageId,
				content: 'gg [emote:37226:KEKW]',
				emotes: [{ id: '37226', name: 'KEKW' }],
				sender: { id: ana().userId, username: 'ana', avatarUrl: null },
				broadcaster: { id: community.streamer.userId, username: community.streamer.username },
				createdAt: expect.any(Date)
			},
			context: { source: 'websocket', type: 'chat.message.sent', eventId: messageId, sentAt: expect.any(Date) }
		});
		expect(reply?.event).toMatchObject({ replyTo: { id: messageId, sender: { username: 'ana' } } });
		expect((await community.manager.slash('kick chatters')).content).toContain('ana');
	});

	it('is announced when it arrives by webhook only', async () => {
		const community = await joinedCommunity();
		world.kick.realtime.loses = () => true;
		await says(community, 'hi');
		expect(await receivedBy(community, 'hi')).toEqual([{ content: 'hi', source: 'webhook' }]);
	});

	it('is announced once, as from the webhook, when webhook comes before socket', async () => {
		const community = await joinedCommunity();
		const late: RealtimeEvent[] = [];
		world.kick.realtime.loses = (event) => late.push(event) > 0;
		await says(community, 'by both');
		await receivedBy(community, 'by both');
		world.kick.realtime.loses = () => false;
		for (const event of late) world.kick.realtime.push(event);
		await says(community, 'the end');
		const messages = await receivedBy(community, 'the end');
		expect(messages.map(({ content }) => content)).toEqual(['by both', 'the end']);
		expect(messages[0]?.source).toBe('webhook');
	});

	it('is announced once, as from the socket, when socket comes before webhook, which is in the log', async () => {
		const community = await joinedCommunity();
		const { streamer } = community;
		world.kick.webhooks.enabled = false;
		const { messageId } = await says(community, 'by both');
		await receivedBy(community, 'by both');
		const user = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
		const body = { message_id: messageId, content: 'by both', broadcaster: user, sender: { ...user, user_id: 5 } };
		expect(
			(await world.kick.deliver({ event: 'chat.message.sent', body, messageId: `late-${messageId}` })).status
		).toBe(200);
		await says(community, 'the end');
		expect(await receivedBy(community, 'the end')).toEqual([
			{ content: 'by both', source: 'websocket' },
			{ content: 'the end', source: 'websocket' }
		]);
		const log = await container.kick.events.list({ limit: 20 });
		expect(log.filter(({ eventId }) => eventId.endsWith(messageId)).map(({ state }) => state)).toEqual([
			'duplicate',
			'handled'
		]);
	});
});

it('socket-only events are typed, and arrive in order', async () => {
	const community = await joinedCommunity();
	const { guild, streamer } = community;
	const { messageId } = await says(community, 'first');
	await announced.waitFor(guild.id, 1);
	await streamer.bans('ana', { minutes: 5 });
	await announced.waitFor(guild.id, 2);
	streamer.pins(messageId);
	streamer.unpins();
	streamer.setsChatMode({ slowMode: 7 });
	streamer.unbans('ana');
	streamer.deletes(messageId);
	streamer.clearsChat();
	const events = (await announced.waitFor(guild.id, 8)).slice(2);
	expect(events.map(({ context }) => [context.type, context.source])).toEqual([
		['chat.message.pinned', 'websocket'],
		['chat.message.unpinned', 'websocket'],
		['chat.mode.updated', 'websocket'],
		['moderation.unbanned', 'websocket'],
		['chat.message.deleted', 'websocket'],
		['chat.cleared', 'websocket']
	]);
	expect(events[0]?.event).toMatchObject({ message: { id: messageId, content: 'first', sender: { username: 'ana' } } });
	expect(events[3]?.event).toMatchObject({ user: { username: 'ana' }, broadcaster: { id: streamer.userId } });
	expect(events[4]?.event).toMatchObject({ messageId, aiModerated: false, violatedRules: [] });
	expect(new Set(events.map(({ context }) => context.eventId)).size).toBe(6);
});

describe('whose chat is read', () => {
	it('that of a channel until it is unlinked', async () => {
		const { manager, streamer } = await joinedCommunity();
		await manager.slash('kick unlink');
		await world.kick.realtime.waitForUnsubscription(streamer.slug);
	});

	it('that of two servers with one channel is read once, and until the last of them is unlinked', async () => {
		const one = await joinedCommunity();
		const other = await linkAlso(one);
		world.kick.webhooks.enabled = false;
		await says(one, 'to both');
		expect(await receivedBy(one, 'to both')).toHaveLength(1);
		expect(await receivedBy(other, 'to both')).toHaveLength(1);
		expect(await world.kick.realtime.waitForSubscription(one.streamer.slug)).toHaveLength(1);

		await one.manager.slash('kick unlink');
		await says(other, 'to one');
		expect(await receivedBy(other, 'to one')).toHaveLength(2);
		expect(announced.in(one.guild.id)).toHaveLength(1);
	});

	it('that of a chatroom id which another server has typed stays with the channel that it is proven for', async () => {
		const community = await joinedCommunity();
		const thief = await joinedCommunity();
		await replaceChatroomId(thief, community.streamer.chatroomId);
		await world.kick.realtime.waitForUnsubscription(thief.streamer.slug);
		expect(await check(thief)).toMatch(/⚠️ Live socket: .*chatroom id looks wrong.*\/kick sync/);

		world.kick.webhooks.enabled = false;
		await says(community, 'by socket');
		expect(await receivedBy(community, 'by socket')).toEqual([{ content: 'by socket', source: 'websocket' }]);
		expect(announced.in(thief.guild.id)).toEqual([]);
	});
});

describe('the connection', () => {
	it('is opened again after a cut, and loses nothing that is said afterwards', async () => {
		const community = await joinedCommunity();
		world.kick.webhooks.enabled = false;
		await says(community, 'before');
		await receivedBy(community, 'before');
		world.kick.realtime.drop(4200);
		await world.kick.realtime.waitForSubscription(community.streamer.slug, 1, PatienceMs);
		await says(community, 'after');
		expect((await receivedBy(community, 'after')).map(({ content }) => content)).toEqual(['before', 'after']);
	});

	it('is reported as lost by /health, which stays 200, and by the check; webhooks still work', async () => {
		const community = await joinedCommunity();
		expect(await health()).toMatchObject({ status: 'ok', parts: { socket: 'ok' } });
		world.kick.realtime.refuse(4200, 'maintenance');
		world.kick.realtime.drop(4200);
		await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 'ok', parts: { socket: 'down' } }), {
			timeout: PatienceMs
		});
		expect(await check(community)).toMatch(/⚠️ Live socket: connecting.*reconnects automatically/);
		await says(community, 'meanwhile');
		expect(await receivedBy(community, 'meanwhile')).toEqual([{ content: 'meanwhile', source: 'webhook' }]);
	});

	it('is in the metrics', async () => {
		await world.kick.realtime.waitForSubscription((await joinedCommunity()).streamer.slug, 1, PatienceMs);
		const metrics = async () => (await fetch(`${world.url}/metrics`)).text();
		await vi.waitFor(async () => expect(await metrics()).toMatch(/kick_socket_chatrooms\{state="subscribed"\} [1-9]/), {
			timeout: PatienceMs,
			interval: 100
		});
		expect(await metrics()).toMatch(/kick_socket_frames_total\{outcome="stored"\} [1-9]/);
		expect(await metrics()).toMatch(/kick_socket_connections\{state="open"\} 1/);
	});
});

describe('check_kick_config', () => {
	it('shows since when the socket is connected, and its last event', async () => {
		const community = await joinedCommunity();
		await says(community, 'hi');
		await receivedBy(community, 'hi');
		await vi.waitFor(async () => {
			expect(await check(community)).toMatch(/✅ Live socket: in this chat since .* UTC, last event just now/);
		}, PatienceMs);
	});

	it('detects a wrong chatroom id: webhooks bring messages, and the socket none', async () => {
		const community = await joinedCommunity();
		await replaceChatroomId(community, 424_242);
		await vi.waitFor(async () => expect(await check(community)).toContain('✅ Live socket: in this chat'), {
			timeout: PatienceMs
		});
		for (const content of ['one', 'two']) await says(community, content);
		expect(await check(community)).not.toContain('looks wrong');
		await says(community, 'three');
		const warning = /⚠️ The chatroom id looks wrong: 3 messages arrived by webhook.*\/kick sync/;
		expect(await check(community)).toMatch(warning);

		await community.manager.slash('kick sync');
		await world.kick.realtime.waitForSubscription(community.streamer.slug);
		expect(await check(community)).not.toContain('looks wrong');
	});
});

describe('the bot’s own message', () => {
	it('is not announced when the socket shows it', async () => {
		const community = await joinedCommunity();
		await container.kick.send(community.guild.id, 'from the bot');
		await says(community, 'from ana');
		expect((await receivedBy(community, 'from ana')).map(({ content }) => content)).toEqual(['from ana']);
	});

	it('is not announced when it is shown before Kick has answered, and is no chatter', async () => {
		const community = await joinedCommunity();
		world.kick.chatRules.echoToWebhooks = true;
		let answer = () => {};
		const until = new Promise<void>((resolve) => {
			answer = resolve;
		});
		world.kick.faults.next(Chat, { until, applied: true });
		const sent = container.kick.send(community.guild.id, 'early bird');
		await vi.waitFor(async () => {
			expect(await container.kick.events.list({ state: 'pending' })).toMatchObject([{ type: 'chat.message.sent' }]);
		}, PatienceMs);
		answer();
		expect((await sent).isOk()).toBe(true);
		world.kick.chatRules.echoToWebhooks = false;
		await says(community, 'from ana');
		expect((await receivedBy(community, 'from ana')).map(({ content }) => content)).toEqual(['from ana']);
		const { content } = await community.manager.slash('kick chatters');
		expect(content).toContain('ana');
		expect(content).not.toContain('sandbox_app_bot');
	});

	it('is not announced when Kick’s answer was lost', async () => {
		const community = await joinedCommunity();
		world.kick.faults.next(Chat, 'half');
		const sent = await container.kick.send(community.guild.id, 'did it arrive?');
		expect(sent.unwrapErr().code).toBe('outcome_unknown');
		await says(community, 'from ana');
		expect((await receivedBy(community, 'from ana')).map(({ content }) => content)).toEqual(['from ana']);
	});

	it('hides neither the streamer’s own messages nor the same words of a viewer', async () => {
		const community = await joinedCommunity();
		await container.kick.send(community.guild.id, 'hello', { sendAs: 'user' });
		await world.kick.viewer(community.streamer.slug).says('hello', { in: community.streamer.slug });
		await says(community, 'hello');
		const events = await announced.waitFor(community.guild.id, 2);
		expect(events.map(({ event }) => (event as KickChatMessage).sender.username)).toEqual([
			community.streamer.username,
			'ana'
		]);
	});
});

itLeavesNoTrace(world, errors);

it('a stopped bot closes the connection', async () => {
	await world.kick.realtime.waitForConnections(1, PatienceMs);
	await world.client.destroy();
	expect(world.kick.realtime.connections).toEqual([]);
});
