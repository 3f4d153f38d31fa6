import { describe, expect, it } from 'vitest';
import type { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { RawSocket } from './RawSocket.js';
import { startKick, startKickWithChat } from './support.js';

const Query = '?protocol=7&client=js&version=8.4.0&flash=false';

const subscribe = (channel: string) => ({ event: 'pusher:subscribe', data: { auth: '', channel } });
const error = (code: number | null) => ({ event: 'pusher:error', data: { code, message: expect.any(String) } });

async function connect(kick: SimulatedKick): Promise<RawSocket> {
	const client = await RawSocket.open(`${kick.pusherUrl}${Query}`);
	expect(await client.next()).toMatchObject({ event: 'pusher:connection_established' });
	return client;
}

async function startSubscribed() {
	const { kick, channel } = await startKickWithChat();
	const client = await connect(kick);
	client.send(subscribe(channel));
	expect(await client.next()).toEqual({ event: 'pusher_internal:subscription_succeeded', data: '{}', channel });
	return { kick, channel, client };
}

describe('the Pusher server', () => {
	it('greets with an id and the time after which it wants to be pinged', async () => {
		const kick = await startKick();
		kick.realtime.activityTimeoutSeconds = 40;
		const client = await RawSocket.open(`${kick.pusherUrl}${Query}`);
		const hello = (await client.next()) as { event: string; data: string };
		expect(hello.event).toBe('pusher:connection_established');
		const [connection] = kick.realtime.connections;
		expect(JSON.parse(hello.data)).toEqual({ socket_id: connection?.id, activity_timeout: 40 });
		expect(connection).toMatchObject({ id: expect.stringMatching(/^\d+\.\d+$/), provider: 'pusher' });
		expect(connection?.target).toContain('client=js');
	});

	it('pushes messages to subscribed clients, with the data as text within the frame', async () => {
		const { kick, channel, client } = await startSubscribed();
		const other = await connect(kick);
		const { messageId } = await kick.viewer('ana').says('hi');
		const frame = (await client.next()) as { event: string; data: string; channel: string };
		expect(frame).toMatchObject({ event: 'App\\Events\\ChatMessageEvent', channel, data: expect.any(String) });
		expect(JSON.parse(frame.data)).toMatchObject({ id: messageId, content: 'hi' });

		other.send({ event: 'pusher:ping', data: {} });
		expect(await other.next()).toEqual({ event: 'pusher:pong', data: {} });
	});

	it('confirms any public channel, and is quiet there', async () => {
		const { kick, client } = await startSubscribed();
		client.send(subscribe('chatrooms.1.v2'));
		expect(await client.next()).toMatchObject({ event: 'pusher_internal:subscription_succeeded' });
		expect(kick.realtime.connections[0]?.channels.has('chatrooms.1.v2')).toBe(true);
	});

	it('stops to push after an unsubscribe', async () => {
		const { kick, channel, client } = await startSubscribed();
		client.send({ event: 'pusher:unsubscribe', data: { channel } });
		await kick.realtime.waitForUnsubscription('streamerone');
		await kick.viewer('ana').says('no client gets it');
		client.send({ event: 'pusher:ping', data: {} });
		expect(await client.next()).toMatchObject({ event: 'pusher:pong' });
	});

	it.each([
		['no JSON', '{"event":', error(null)],
		['no object', '[]', error(null)],
		['a number', '1', error(null)],
		['no event', '{"data":{}}', error(null)],
		['no channel', JSON.stringify({ event: 'pusher:subscribe', data: {} }), error(null)],
		['a bad channel name', JSON.stringify(subscribe('a b')), error(null)],
		['an unknown event', JSON.stringify({ event: 'pusher:what' }), error(null)],
		['an event of the client’s own', JSON.stringify({ event: 'client-hi', channel: 'a', data: {} }), error(4301)],
		[
			'a private channel',
			JSON.stringify(subscribe('private-a')),
			{ event: 'pusher:subscription_error', channel: 'private-a', data: expect.objectContaining({ status: 401 }) }
		]
	])('answers %s with an error, and goes on', async (_, text, answer) => {
		const { client } = await startSubscribed();
		client.send(text);
		expect(await client.next()).toEqual(answer);
		client.send({ event: 'pusher:ping', data: {} });
		expect(await client.next()).toMatchObject({ event: 'pusher:pong' });
	});

	it('refuses a second subscription to the same channel', async () => {
		const { channel, client, kick } = await startSubscribed();
		client.send(subscribe(channel));
		expect(await client.next()).toEqual(error(null));
		await kick.viewer('ana').says('once');
		expect(await client.next()).toMatchObject({ event: 'App\\Events\\ChatMessageEvent' });
		client.send({ event: 'pusher:ping', data: {} });
		expect(await client.next()).toMatchObject({ event: 'pusher:pong' });
	});

	it.each([
		['an unknown key', 4001, (url: string) => `${url}0${Query}`],
		['no key', 4005, (url: string) => `${url.slice(0, url.lastIndexOf('/') + 1)}${Query}`],
		['no protocol', 4008, (url: string) => `${url}?client=js`],
		['a protocol that is no number', 4006, (url: string) => `${url}?protocol=seven`],
		['another protocol', 4007, (url: string) => `${url}?protocol=99`]
	])('refuses %s with %i, said and closed', async (_, code, address) => {
		const kick = await startKick();
		const client = RawSocket.connect(address(kick.pusherUrl));
		expect(await client.next()).toEqual(error(code));
		expect(await client.closed).toMatchObject({ code, reason: expect.stringMatching(/\w/) });
		expect(kick.realtime.connections).toEqual([]);
	});

	it('pings silent clients, and closes with 4201 without an answer', async () => {
		const kick = await startKick();
		Object.assign(kick.realtime, { pusherPingSeconds: 0.02, pongTimeoutSeconds: 0.02 });
		const client = await connect(kick);
		expect(await client.next()).toEqual({ event: 'pusher:ping', data: {} });
		expect(await client.next()).toEqual(error(4201));
		expect(await client.closed).toEqual({ code: 4201, reason: 'Pong reply not received' });
	});

	it('keeps clients that answer its pings', async () => {
		const kick = await startKick();
		Object.assign(kick.realtime, { pusherPingSeconds: 0.02, pongTimeoutSeconds: 1 });
		const client = await connect(kick);
		for (let round = 0; round < 3; round++) {
			expect(await client.next()).toMatchObject({ event: 'pusher:ping' });
			client.send({ event: 'pusher:pong', data: {} });
		}
		expect(kick.realtime.connections).toHaveLength(1);
	});
});
