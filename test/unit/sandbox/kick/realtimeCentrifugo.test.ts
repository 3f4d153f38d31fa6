import { describe, expect, it } from 'vitest';
import type { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { RawSocket } from './RawSocket.js';
import { call, startKick, startKickWithChat } from './support.js';

const ClientId = '3f0c8d1e-5b1a-4c7e-9d2f-0a1b2c3d4e5f';

async function tokenOf(kick: SimulatedKick): Promise<string> {
	const answer = await call(kick, 'POST /api/v1/realtime/auth/connection', { body: { client_id: ClientId } });
	return (answer.json.data as { token: string }).token;
}

async function open(kick: SimulatedKick): Promise<RawSocket> {
	return RawSocket.open(kick.realtime.centrifugoUrl);
}

async function connect(kick: SimulatedKick): Promise<RawSocket> {
	const client = await open(kick);
	client.send({ connect: { token: await tokenOf(kick), name: 'js' }, id: 1 });
	expect(await client.next()).toMatchObject({ id: 1, connect: {} });
	return client;
}

async function startSubscribed() {
	const { kick, channel } = await startKickWithChat();
	const client = await connect(kick);
	client.send({ subscribe: { channel }, id: 2 });
	expect(await client.next()).toEqual({ id: 2, subscribe: {} });
	return { kick, channel, client };
}

describe('the Centrifugo server', () => {
	it('sends the lifetime of the token and the interval of its pings', async () => {
		const kick = await startKick();
		const client = await open(kick);
		client.send({ connect: { token: await tokenOf(kick), name: 'js' }, id: 1 });
		expect(await client.next()).toEqual({
			id: 1,
			connect: {
				client: kick.realtime.connections[0]?.id,
				version: expect.any(String),
				expires: true,
				ttl: 1800,
				ping: 25,
				pong: true
			}
		});
	});

	it('pushes messages to subscribed clients, with the data as text within the publication', async () => {
		const { kick, channel, client } = await startSubscribed();
		const { messageId } = await kick.viewer('ana').says('hi');
		const document = (await client.next()) as { push: { pub: { data: { data: string } } } };
		expect(document).toMatchObject({ push: { channel, pub: { data: { event: 'App\\Events\\ChatMessageEvent' } } } });
		expect(JSON.parse(document.push.pub.data.data)).toMatchObject({ id: messageId, content: 'hi' });
	});

	it('puts several documents into one message, in order, and no more than it may', async () => {
		const { kick, client } = await startSubscribed();
		kick.realtime.documentsPerFrame = 3;
		const ana = kick.viewer('ana');
		await Promise.all(['1', '2', '3', '4'].map((text) => ana.says(text)));
		const contentsOf = (message: string) =>
			message.split('\n').map((line) => JSON.parse(JSON.parse(line).push.pub.data.data).content);
		expect(contentsOf(await client.nextText())).toEqual(['1', '2', '3']);
		expect(contentsOf(await client.nextText())).toEqual(['4']);
	});

	it('takes several commands in one message', async () => {
		const kick = await startKick();
		const client = await open(kick);
		const commands = [
			{ connect: { token: await tokenOf(kick) }, id: 1 },
			{ subscribe: { channel: 'a' }, id: 2 }
		];
		client.send(`${commands.map((command) => JSON.stringify(command)).join('\n')}\n`);
		expect(await client.next()).toMatchObject({ id: 1 });
		expect(await client.next()).toEqual({ id: 2, subscribe: {} });
	});

	it('stops to push after an unsubscribe', async () => {
		const { kick, channel, client } = await startSubscribed();
		client.send({ unsubscribe: { channel }, id: 3 });
		expect(await client.next()).toEqual({ id: 3, unsubscribe: {} });
		await kick.viewer('ana').says('no client gets it');
		client.send({ history: {}, id: 4 });
		expect(await client.next()).toEqual({ id: 4, error: { code: 104, message: 'method not found' } });
	});

	it('refuses a second subscription to the same channel', async () => {
		const { channel, client } = await startSubscribed();
		client.send({ subscribe: { channel }, id: 3 });
		expect(await client.next()).toEqual({ id: 3, error: { code: 105, message: 'already subscribed' } });
	});

	it('answers a token that has expired with 109, and takes a new one then', async () => {
		const kick = await startKick();
		kick.realtime.tokenSeconds = 0;
		const client = await open(kick);
		client.send({ connect: { token: await tokenOf(kick) }, id: 1 });
		expect(await client.next()).toEqual({ id: 1, error: { code: 109, message: 'token expired' } });
		kick.realtime.tokenSeconds = 60;
		client.send({ connect: { token: await tokenOf(kick) }, id: 2 });
		expect(await client.next()).toMatchObject({ id: 2, connect: { ttl: 60 } });
	});

	it('closes with 3005 when the token runs out, unless it was refreshed', async () => {
		const kick = await startKick();
		kick.realtime.tokenSeconds = 0.3;
		const [refreshed, short] = [await connect(kick), await connect(kick)];
		kick.realtime.tokenSeconds = 60;
		refreshed.send({ refresh: { token: await tokenOf(kick) }, id: 2 });
		expect(await refreshed.next()).toMatchObject({ id: 2, refresh: { expires: true, ttl: 60 } });
		expect(await short.closed).toEqual({ code: 3005, reason: 'connection expired' });
		expect(kick.realtime.connections).toHaveLength(1);
	});

	it.each([
		['no token', (_token: string) => ({})],
		['a token of another issuer', (_token: string) => ({ token: 'a.b.c' })],
		[
			'changed claims',
			(token: string) => ({ token: token.replace(/\.[^.]+\./, '.eyJzdWIiOiIiLCJleHAiOjk5OTk5OTk5OTl9.') })
		],
		['a token with a part too many', (token: string) => ({ token: `${token}.x` })]
	])('closes with 3500 after %s', async (_, connectWith) => {
		const kick = await startKick();
		const client = await open(kick);
		client.send({ connect: connectWith(await tokenOf(kick)), id: 1 });
		expect(await client.closed).toEqual({ code: 3500, reason: 'invalid token' });
	});

	it.each([
		['no JSON', '{'],
		['a number', '1'],
		['a subscription before the connect', '{"subscribe":{"channel":"a"},"id":1}'],
		['a command without an id', '{"connect":{"token":""}}'],
		['a channel without a name', '{"subscribe":{"channel":""},"id":1}']
	])('closes with 3501 after %s', async (_, text) => {
		const kick = await startKick();
		const client = await open(kick);
		client.send(text);
		expect(await client.closed).toEqual({ code: 3501, reason: 'bad request' });
	});

	it('takes no commands behind one that ended the connection', async () => {
		const kick = await startKick();
		const { chatroomId } = kick.addStreamer('streamerone');
		const client = await open(kick);
		const commands = [
			{ refresh: {}, id: 1 },
			{ connect: { token: await tokenOf(kick) }, id: 2 },
			{ subscribe: { channel: `chatrooms.${chatroomId}.v2` }, id: 3 }
		];
		client.send(commands.map((command) => JSON.stringify(command)).join('\n'));
		expect(await client.closed).toMatchObject({ code: 3501 });
		await kick.realtime.waitForUnsubscription('streamerone');
	});

	it('pings with an empty object, and closes with 3012 where none comes back', async () => {
		const kick = await startKick();
		Object.assign(kick.realtime, { centrifugoPingSeconds: 0.02, pongTimeoutSeconds: 0.02 });
		const client = await connect(kick);
		expect(await client.next()).toEqual({});
		expect(await client.closed).toEqual({ code: 3012, reason: 'no pong' });
	});

	it('keeps clients that answer its pings', async () => {
		const kick = await startKick();
		Object.assign(kick.realtime, { centrifugoPingSeconds: 0.02, pongTimeoutSeconds: 1 });
		const client = await connect(kick);
		for (let round = 0; round < 3; round++) {
			expect(await client.next()).toEqual({});
			client.send({});
		}
		expect(kick.realtime.connections).toHaveLength(1);
	});
});

describe('negotiation', () => {
	const body = (...providers: string[]) => ({
		client: { id: ClientId, type: 'web' },
		capabilities: { accepted_providers: providers.map((provider) => ({ provider })) }
	});
	const negotiate = (kick: SimulatedKick, ...providers: string[]) =>
		call(kick, 'POST /api/v1/realtime/connection', { body: body(...providers) });

	it('offers the configured protocol to clients that accept both, with the key in use', async () => {
		const kick = await startKick();
		const pusher = await negotiate(kick, 'centrifugo', 'pusher');
		const key = kick.pusherUrl.split('/').at(-1);
		expect(pusher.json).toEqual({
			data: {
				connections: [{ provider: 'pusher', credentials: { app_key: key, cluster: 'us2' } }],
				mode: 'websocket'
			}
		});
		kick.realtime.provider = 'centrifugo';
		expect((await negotiate(kick, 'pusher', 'centrifugo')).json).toEqual({
			data: {
				connections: [{ provider: 'centrifugo', credentials: { url: kick.realtime.centrifugoUrl } }],
				mode: 'websocket'
			}
		});
	});

	it('offers the other one to clients that accept only it, and sends a changed key', async () => {
		const kick = await startKick();
		kick.realtime.provider = 'centrifugo';
		kick.realtime.rotateKey();
		const answer = await negotiate(kick, 'pusher');
		expect(answer.json.data).toMatchObject({
			connections: [{ provider: 'pusher', credentials: { app_key: kick.realtime.pusherKey } }]
		});
		expect((await negotiate(kick, 'smoke signals')).status).toBe(400);
		expect((await call(kick, 'POST /api/v1/realtime/connection', { body: {} })).status).toBe(400);
		expect((await call(kick, 'POST /api/v1/realtime/auth/connection', { body: {} })).status).toBe(400);
	});

	it('is there for each channel as well', async () => {
		const kick = await startKick();
		const { channelId } = kick.addStreamer('streamerone');
		const route = (id: number) => `POST /api/v1/realtime/channels/${id}/chat/connection`;
		expect((await call(kick, route(channelId), { body: body('pusher') })).status).toBe(200);
		expect((await call(kick, route(1), { body: body('pusher') })).status).toBe(404);
	});
});
