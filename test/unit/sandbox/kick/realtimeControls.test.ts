import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Activity, SimulatedKick } from '../../../../sandbox/kick/index.js';
import { RawSocket } from './RawSocket.js';
import { call, startKick } from './support.js';

const pusherAddress = (kick: SimulatedKick) => `${kick.pusherUrl}?protocol=7`;
const chatOf = (kick: SimulatedKick, streamer: string) => `chatrooms.${kick.streamer(streamer).chatroomId}.v2`;

async function connectPusher(kick: SimulatedKick, ...channels: string[]): Promise<RawSocket> {
	const client = await RawSocket.open(pusherAddress(kick));
	await client.next();
	for (const channel of channels) {
		client.send({ event: 'pusher:subscribe', data: { channel } });
		await client.next();
	}
	return client;
}

async function connectCentrifugo(kick: SimulatedKick, ...channels: string[]): Promise<RawSocket> {
	const body = { client_id: '3f0c8d1e-5b1a-4c7e-9d2f-0a1b2c3d4e5f' };
	const answer = await call(kick, 'POST /api/v1/realtime/auth/connection', { body });
	const client = await RawSocket.open(kick.realtime.centrifugoUrl);
	client.send({ connect: answer.json.data as object, id: 1 });
	await client.next();
	for (const [index, channel] of channels.entries()) {
		client.send({ subscribe: { channel }, id: index + 2 });
		await client.next();
	}
	return client;
}

async function startWithBoth() {
	const kick = await startKick();
	kick.addStreamer('streamerone');
	const chat = chatOf(kick, 'streamerone');
	const [pusher, centrifugo] = [await connectPusher(kick, chat), await connectCentrifugo(kick, chat)];
	return { kick, chat, pusher, centrifugo };
}

describe('the view of the live socket', () => {
	it('lists the connected clients and their subscriptions', async () => {
		const { kick, chat } = await startWithBoth();
		expect(kick.realtime.connections.map(({ provider, channels }) => [provider, [...channels]])).toEqual([
			['pusher', [chat]],
			['centrifugo', [chat]]
		]);
	});

	it('waits for clients, and reports what there was instead', async () => {
		const kick = await startKick();
		kick.addStreamer('streamerone');
		const arrival = Promise.all([
			kick.realtime.waitForConnections(1),
			kick.realtime.waitForSubscription('streamerone')
		]);
		const client = await connectPusher(kick, chatOf(kick, 'streamerone'));
		const [, [connection]] = await arrival;
		expect(connection).toBe(kick.realtime.connections[0]);
		await expect(kick.realtime.waitForSubscription('streamerone', 2, 1)).rejects.toThrow(
			/pusher [\d.]+ with chatrooms/
		);
		client.close();
		await kick.realtime.waitForConnections(0);
		await kick.realtime.waitForUnsubscription('streamerone');
	});

	it('keeps what clients said', async () => {
		const { kick } = await startWithBoth();
		const { connection, text } = await kick.realtime.waitForFrame((frame) => frame.text.includes('"subscribe"'));
		expect([connection.provider, JSON.parse(text)]).toMatchObject(['centrifugo', { id: 2 }]);
	});

	it('is in the activity', async () => {
		const kick = await startKick();
		const seen: Activity[] = [];
		kick.onActivity((activity) => seen.push(activity));
		const client = await connectPusher(kick, 'a');
		kick.realtime.drop(4200, 'maintenance');
		await client.closed;
		expect(seen.map(({ kind, text }) => `${kind}: ${text.replace(/ [\d.]+ /, ' x ')}`)).toEqual([
			'socket: pusher x connected',
			'socket: pusher x subscribed to a',
			'socket: pusher x closed with 4200'
		]);
	});
});

describe('drop', () => {
	it('closes all with a code, which Pusher sends beforehand', async () => {
		const { kick, pusher, centrifugo } = await startWithBoth();
		kick.realtime.drop(4200, 'maintenance');
		expect(kick.realtime.connections).toEqual([]);
		expect(await pusher.next()).toEqual({ event: 'pusher:error', data: { code: 4200, message: 'maintenance' } });
		expect(await pusher.closed).toEqual({ code: 4200, reason: 'maintenance' });
		expect(await centrifugo.closed).toEqual({ code: 4200, reason: 'maintenance' });
	});

	it('cuts without a code', async () => {
		const { kick, pusher, centrifugo } = await startWithBoth();
		kick.realtime.drop();
		expect(await Promise.all([pusher.closed, centrifugo.closed])).toMatchObject([{ code: 1006 }, { code: 1006 }]);
	});

	it('ends one of several', async () => {
		const { kick, pusher } = await startWithBoth();
		kick.realtime.connections[0]?.drop(4100);
		expect(await pusher.closed).toMatchObject({ code: 4100 });
		expect(kick.realtime.connections.map(({ provider }) => provider)).toEqual(['centrifugo']);
	});
});

describe('refuse', () => {
	it('turns new clients away with a code, or by a cut, until it accepts again', async () => {
		const { kick } = await startWithBoth();
		kick.realtime.refuse(4100, 'Over capacity');
		const refused = RawSocket.connect(pusherAddress(kick));
		expect(await refused.next()).toEqual({ event: 'pusher:error', data: { code: 4100, message: 'Over capacity' } });
		expect(await refused.closed).toEqual({ code: 4100, reason: 'Over capacity' });
		expect(await RawSocket.connect(kick.realtime.centrifugoUrl).closed).toMatchObject({ code: 4100 });

		kick.realtime.refuse();
		expect(await RawSocket.connect(pusherAddress(kick)).closed).toMatchObject({ code: 1006 });
		expect(kick.realtime.connections).toHaveLength(2);

		kick.realtime.accept();
		await connectPusher(kick);
		expect(kick.realtime.connections).toHaveLength(3);
	});

	it('answers other addresses with 404', async () => {
		const kick = await startKick();
		const socket = new WebSocket(`${kick.url.replace('http', 'ws')}/elsewhere`);
		const [error] = await once(socket, 'error');
		expect(String(error)).toContain('404');
	});
});

describe('rotateKey', () => {
	it('closes clients connected by Pusher, refuses the old key and takes the new one', async () => {
		const { kick, pusher } = await startWithBoth();
		const oldAddress = pusherAddress(kick);
		kick.realtime.rotateKey();
		expect(await pusher.next()).toMatchObject({ event: 'pusher:error', data: { code: 4001 } });
		expect(await pusher.closed).toMatchObject({ code: 4001 });
		expect(await RawSocket.connect(oldAddress).closed).toMatchObject({ code: 4001 });
		await connectPusher(kick);
		expect(kick.realtime.connections.map(({ provider }) => provider)).toEqual(['centrifugo', 'pusher']);
	});
});

describe('silence', () => {
	it('accepts everything and sends nothing, no pong either, until it is off again', async () => {
		const { kick, chat, pusher } = await startWithBoth();
		kick.realtime.silence(true);
		const late = await RawSocket.open(pusherAddress(kick));
		late.send({ event: 'pusher:subscribe', data: { channel: chat } });
		await kick.realtime.waitForSubscription('streamerone', 3);
		await kick.viewer('ana').says('unheard');
		pusher.ping();
		pusher.send({ event: 'pusher:ping', data: {} });
		await kick.realtime.waitForFrame(({ text }) => text.includes('pusher:ping'));

		kick.realtime.silence(false);
		pusher.ping();
		await pusher.nextPong();
		expect(pusher.pongs).toBe(1);
		await kick.viewer('ana').says('heard');
		for (const client of [pusher, late]) expect(await client.nextText()).toContain('heard');
	});
});

describe('single events', () => {
	it('can be lost', async () => {
		const { kick, pusher } = await startWithBoth();
		kick.realtime.loses = ({ data }) => JSON.stringify(data).includes('lost');
		await kick.viewer('ana').says('lost');
		await kick.viewer('ana').says('kept');
		expect(await pusher.nextText()).toContain('kept');
	});

	it('can be late, and overtaken', async () => {
		const { kick, pusher } = await startWithBoth();
		kick.realtime.delayMs = ({ data }) => (JSON.stringify(data).includes('slow') ? 20 : 0);
		await kick.viewer('ana').says('slow');
		await kick.viewer('ana').says('fast');
		expect(await pusher.nextText()).toContain('fast');
		expect(await pusher.nextText()).toContain('slow');
	});

	it('can be anything', async () => {
		const { kick, chat, pusher, centrifugo } = await startWithBoth();
		kick.realtime.push({ channel: chat, event: 'App\\Events\\NewThing', data: [1] });
		expect(await pusher.next()).toEqual({ event: 'App\\Events\\NewThing', data: '[1]', channel: chat });
		expect(await centrifugo.next()).toEqual({
			push: { channel: chat, pub: { data: { event: 'App\\Events\\NewThing', data: '[1]' } } }
		});
		kick.realtime.sendRaw('}{');
		expect([await pusher.nextText(), await centrifugo.nextText()]).toEqual(['}{', '}{']);
	});
});

describe('a client that does not read', () => {
	it('is cut at the limit, and the others are not', async () => {
		const { kick, pusher, centrifugo } = await startWithBoth();
		kick.realtime.backlogLimitBytes = 1_000_000;
		pusher.pause();
		const [slow] = kick.realtime.connections;
		const text = 'x'.repeat(100_000);
		// Beyond what the sockets of both sides hold for it.
		for (let count = 0; count < 1000 && kick.realtime.connections.length === 2; count++) slow?.sendRaw(text);
		expect(kick.realtime.connections.map(({ provider }) => provider)).toEqual(['centrifugo']);
		await kick.viewer('ana').says('hi');
		expect(await centrifugo.nextText()).toContain('hi');
	});
});

describe('stop', () => {
	it('ends connections and waits', async () => {
		const { kick, pusher, centrifugo } = await startWithBoth();
		const waits = [kick.realtime.waitForConnections(9), kick.realtime.waitForFrame(() => false)];
		const ended = Promise.allSettled(waits);
		await kick.stop();
		expect(await ended).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
		expect(await Promise.all([pusher.closed, centrifugo.closed])).toMatchObject([{ code: 1006 }, { code: 1006 }]);
	});
});
