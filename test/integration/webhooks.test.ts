import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { KickChatMessage } from '../../src/lib/kick/events/index.js';
import { HeardEvents } from '../support/heardEvents.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);

const webhookUrl = () => `${world.url}/webhooks/kick`;

function chatBody({ streamer }: Community, content: string, changes: object = {}): object {
	const broadcaster = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	const sender = { user_id: 99_001, username: 'ana', channel_slug: 'ana' };
	const message_id = crypto.randomUUID();
	return { message_id, content, broadcaster, sender, emotes: null, created_at: new Date().toISOString(), ...changes };
}

describe('a delivery', () => {
	it('all ten event types reach the listeners of the server, typed and in order', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		const where = { in: streamer.slug };
		const ana = world.kick.viewer('ana');
		await ana.says('gg [emote:37226:KEKW] wp', where);
		await ana.follows(where);
		await ana.subscribes(where);
		await ana.renews({ ...where, months: 4 });
		await ana.gifts(2, { ...where, anonymous: true });
		await ana.redeems('Say hi', 'hello', where);
		await ana.giftsKicks(500, 'w', where);
		await streamer.goesLive({ title: 'Tuesday build' });
		await streamer.changesTitle('Wednesday build');
		await streamer.bans('ana', { reason: 'spam', minutes: 5 });

		const events = await announced.waitFor(guild.id, 10);
		expect(events.map(({ context }) => context.type)).toEqual([
			'chat.message.sent',
			'channel.followed',
			'channel.subscription.new',
			'channel.subscription.renewal',
			'channel.subscription.gifts',
			'channel.reward.redemption.updated',
			'kicks.gifted',
			'livestream.status.updated',
			'livestream.metadata.updated',
			'moderation.banned'
		]);
		expect(events[0]?.event).toMatchObject({
			content: 'gg [emote:37226:KEKW] wp',
			emotes: [{ id: '37226', name: 'KEKW' }],
			sender: { username: 'ana' },
			replyTo: null,
			createdAt: expect.any(Date)
		});
		expect(events[3]?.event).toMatchObject({ months: 4 });
		expect(events[4]?.event).toMatchObject({ gifter: null });
		expect(events[7]?.event).toMatchObject({ isLive: true, title: 'Tuesday build', endedAt: null });
		expect(events[9]?.event).toMatchObject({
			bannedUser: { username: 'ana' },
			reason: 'spam',
			expiresAt: expect.any(Date)
		});
		expect(events[0]?.context).toMatchObject({ source: 'webhook', guildId: guild.id, sentAt: expect.any(Date) });
	});

	it('is announced with an empty list of giftees where Kick sends null, as in `test/cases/giftees-null`', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const file = new URL('../cases/giftees-null/body.json', import.meta.url);
		const sent = JSON.parse(readFileSync(file, 'utf8'));
		const body = { ...sent, broadcaster: { ...sent.broadcaster, user_id: streamer.userId } };
		expect((await world.kick.deliver({ event: 'channel.subscription.gifts', body })).status).toBe(200);
		const [gift] = await announced.waitFor(guild.id, 1);
		expect(gift?.event).toMatchObject({ giftees: [], gifter: { username: 'Viewer_Two' } });
	});

	it('is announced once, however often and however it is delivered', async () => {
		const community = await world.createLinkedCommunity();
		const body = chatBody(community, 'only once');
		const first = await world.kick.deliver({
			event: 'chat.message.sent',
			body,
			messageId: `storm-${community.guild.id}`
		});
		const storm = await Promise.all([
			...Array.from({ length: 10 }, () =>
				world.kick.deliver({ event: 'chat.message.sent', body, messageId: `storm-${community.guild.id}` })
			),
			...Array.from({ length: 10 }, () => world.kick.deliver({ event: 'chat.message.sent', body }))
		]);
		expect([first, ...storm].map(({ status }) => status)).toEqual(Array(21).fill(200));
		await world.kick.deliver({ event: 'chat.message.sent', body: chatBody(community, 'the end') });
		const events = await announced.waitFor(community.guild.id, 2);
		expect(events.map(({ event }) => (event as KickChatMessage).content)).toEqual(['only once', 'the end']);
	});

	it('goes to every server that is linked to the channel, and to no other', async () => {
		const one = await world.createLinkedCommunity();
		const other = world.createCommunity();
		await other.manager.slash('kick channel', { name: one.streamer.slug });
		await world.link({ ...other, streamer: one.streamer });
		const stranger = world.createCommunity();
		await stranger.manager.slash('kick channel', { name: one.streamer.slug });

		await world.kick.viewer('ana').says('to both', { in: one.streamer.slug });
		await Promise.all([announced.waitFor(one.guild.id, 1), announced.waitFor(other.guild.id, 1)]);
		expect(announced.in(stranger.guild.id)).toEqual([]);
	});

	it('is acknowledged and logged, but not announced, when it is stale, unknown or unreadable', async () => {
		const community = await world.createLinkedCommunity();
		const hourAgo = new Date(Date.now() - 60 * 60_000);
		const deliveries = [
			await world.kick.deliver({ event: 'chat.message.sent', body: chatBody(community, 'late'), timestamp: hourAgo }),
			await world.kick.deliver({
				event: 'chat.message.sent',
				body: chatBody(community, 'odd'),
				timestamp: 'yesterday'
			}),
			await world.kick.deliver({ event: 'channel.exploded', body: chatBody(community, 'unknown') }),
			await world.kick.deliver({ event: 'chat.message.sent', body: '{"message_id": "cut' }),
			await world.kick.deliver({ event: 'chat.message.sent', body: '[]' }),
			await world.kick.deliver({ event: 'chat.message.sent', body: Buffer.from([0xff, 0xfe, 0x00]) }),
			await world.kick.deliver({ event: 'chat.message.sent', body: { __proto__: null, message_id: 'x' } })
		];
		expect(deliveries.map(({ status }) => status)).toEqual(Array(7).fill(200));
		await world.kick.deliver({ event: 'chat.message.sent', body: chatBody(community, 'fine') });
		const events = await announced.waitFor(community.guild.id, 1);
		expect(events.map(({ event }) => (event as KickChatMessage).content)).toEqual(['fine']);
		expect(world.log.join('\n')).toMatch(/chat\.message\.sent .* is stale/);
	});

	it('may have an odd but legal body: a BOM, extra fields, nulls where Kick really sends them', async () => {
		const community = await world.createLinkedCommunity();
		world.kick.webhooks.bodies = 'observed';
		await world.kick.viewer('ana').says('observed', { in: community.streamer.slug });
		world.kick.webhooks.bodies = 'documented';
		const extra = chatBody(community, 'ünïcödé 👩‍👩‍👧', { something_new: { deep: [1] } });
		await world.kick.deliver({ event: 'chat.message.sent', body: Buffer.from(`\uFEFF${JSON.stringify(extra)}`) });
		const events = await announced.waitFor(community.guild.id, 2);
		expect(events.map(({ event }) => (event as KickChatMessage).content)).toEqual(['observed', 'ünïcödé 👩‍👩‍👧']);
	});

	it('is not announced when the bot itself wrote the message', async () => {
		const community = await world.createLinkedCommunity();
		const sent = (await container.kick.send(community.guild.id, 'from the bot')).unwrap();
		const echo = chatBody(community, 'from the bot', { message_id: sent.messageIds[0] });
		expect((await world.kick.deliver({ event: 'chat.message.sent', body: echo })).status).toBe(200);
		await world.kick.viewer('ana').says('from ana', { in: community.streamer.slug });
		const events = await announced.waitFor(community.guild.id, 1);
		expect(events.map(({ event }) => (event as KickChatMessage).content)).toEqual(['from ana']);
	});
});

describe('a request is refused', () => {
	it('with a forged, foreign, changed or malformed signature: 401, and nothing is stored under its id', async () => {
		const community = await world.createLinkedCommunity();
		const body = chatBody(community, 'forged');
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const messageId = `poisoned-${community.guild.id}`;
		const forged = [
			await world.kick.deliver({ event: 'chat.message.sent', body, messageId, signWith: privateKey }),
			await world.kick.deliver({
				event: 'chat.message.sent',
				body,
				messageId,
				headers: { 'Kick-Event-Signature': 'AAAA' }
			}),
			await world.kick
				.deliver({ event: 'chat.message.sent', body, messageId, headers: { 'Kick-Event-Signature': '€€' } })
				.catch(() => null),
			await world.kick.deliver({ event: 'chat.message.sent', body, headers: { 'Kick-Event-Message-Id': messageId } }),
			await world.kick.deliver({
				event: 'chat.message.sent',
				body,
				messageId,
				headers: { 'Kick-Event-Message-Timestamp': '2020-01-01T00:00:00Z' }
			})
		];
		for (const delivery of forged) if (delivery?.status) expect(delivery.status).toBe(401);
		const { status } = await world.kick.deliver({
			event: 'chat.message.sent',
			body: chatBody(community, 'true'),
			messageId
		});
		expect(status).toBe(200);
		const events = await announced.waitFor(community.guild.id, 1);
		expect(events.map(({ event }) => (event as KickChatMessage).content)).toEqual(['true']);
	});

	it.each([
		'Kick-Event-Message-Id',
		'Kick-Event-Subscription-Id',
		'Kick-Event-Signature',
		'Kick-Event-Message-Timestamp',
		'Kick-Event-Type',
		'Kick-Event-Version'
	])('without %s: 400, and the answer names it', async (name) => {
		const { status, body } = await world.kick.deliver({ event: 'x', body: '{}', headers: { [name]: null } });
		expect(status).toBe(400);
		expect(JSON.parse(body)).toEqual({ error: 'missing_headers', missing: [name] });
	});

	it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])(
		'with the method %s: 405, without any CORS header',
		async (method) => {
			const response = await fetch(webhookUrl(), { method });
			expect(response.status).toBe(405);
			expect(response.headers.get('allow')).toBe('POST');
			expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
		}
	);

	it('with a declared body of 48 MB: 413 at once', async () => {
		const response = await fetch(webhookUrl(), { method: 'POST', body: Buffer.alloc(48 * 1024 * 1024) });
		expect(response.status).toBe(413);
		expect(response.headers.get('connection')).toBe('close');
	});

	it('with a chunked body without a content type: 413 when it exceeds 256 KiB', async () => {
		const body = Readable.from(
			(function* () {
				for (let index = 0; index < 48; index++) yield Buffer.alloc(1024 * 1024);
			})()
		);
		const request = httpRequest(webhookUrl(), { method: 'POST' });
		const answered = once(request, 'response');
		body.pipe(request);
		request.on('error', () => body.destroy());
		const [response] = await answered;
		expect(response.statusCode).toBe(413);
		response.resume();
	});

	it('with an endless body, and the bot still works', async () => {
		const socket = connect(world.port, 'localhost');
		socket.on('error', () => undefined);
		socket.write('POST /webhooks/kick HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
		const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
		const pump = () => {
			while (!socket.destroyed && socket.write(chunk));
		};
		socket.on('drain', pump);
		pump();
		await new Promise((resolve) => socket.once('close', resolve));
		expect((await fetch(`${world.url}/health`)).status).toBe(200);
	});

	it('with a body that stops in the middle, and the bot still works', async () => {
		const socket = connect(world.port, 'localhost');
		await once(socket, 'connect');
		socket.write('POST /webhooks/kick HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc');
		socket.destroy();
		await once(socket, 'close');
		expect((await fetch(`${world.url}/health`)).status).toBe(200);
		expect(world.log.join('\n')).not.toMatch(/aborted|ECONNRESET/);
	});
});

describe('every answer under the plugin’s paths', () => {
	it.each([
		['GET', '/webhooks/kick', 405],
		['POST', '/webhooks/kick', 400],
		['GET', '/webhooks/kick/nothing', 404],
		['GET', '/auth/kick', 400],
		['GET', '/auth/kick?state=unknown', 400],
		['GET', '/auth/kick/callback', 400],
		['GET', '/auth/kick/nothing', 404],
		['GET', '/health', 200],
		['GET', '/metrics', 200]
	])('%s %s answers %i with the headers that keep others out', async (method, path, status) => {
		const response = await fetch(`${world.url}${path}`, { method, redirect: 'manual', headers: { cookie: 'a=%zz' } });
		expect(response.status).toBe(status);
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(response.headers.get('referrer-policy')).toBe('no-referrer');
		expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
		expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
	});

	it('the metrics count events and contain no names', async () => {
		const text = await (await fetch(`${world.url}/metrics`)).text();
		expect(text).toMatch(/kick_webhooks_total\{outcome="stored"\} [1-9]/);
		expect(text).toMatch(/kick_webhooks_total\{outcome="forged"\} [1-9]/);
		expect(text).not.toMatch(/streamer\d|Server \d|\bana\b/);
	});
});
