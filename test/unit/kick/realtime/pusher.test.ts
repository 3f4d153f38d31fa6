import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, chatMessage, hello, subscribe, succeeded, unsubscribe, welcome } from './support/pusherFrames.js';
import { SocketServer } from './support/SocketServer.js';
import { TestClient } from './support/TestClient.js';

describe('RealtimeClient with Pusher', () => {
	let server: SocketServer;
	let test1: TestClient;

	beforeEach(async () => {
		server = await SocketServer.start();
		test1 = new TestClient({ pusherUrl: `${server.origin}/app/key1` });
	});

	afterEach(async () => {
		await test1.client.stop();
		await server.stop();
	});

	test('introduces itself, and says nothing before the server has said hello', async () => {
		await test1.want(5);
		const peer = await server.peers.take();
		expect(peer.url.pathname).toBe('/app/key1');
		expect(Object.fromEntries(peer.url.searchParams)).toMatchObject({ protocol: '7', client: 'js' });
		expect(peer.headers['user-agent']).toMatch(/^sapphire-plugin-kick\//);
		await peer.settled();
		expect(peer.received.waiting).toEqual([]);

		peer.send(hello());
		expect(await peer.next()).toEqual(subscribe(5));
		expect(await test1.notices.take()).toBe("Connected to Kick's live chat (Pusher) for 1 chatroom.");
	});
});
