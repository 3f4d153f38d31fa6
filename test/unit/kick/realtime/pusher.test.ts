import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, chatMessage, hello, subscribe, succeeded, unsubscribe, welcome } from './support/pusherFrames.js';
import { type Peer, SocketServer } from './support/SocketServer.js';
import { TestClient } from './support/TestClient.js';

const ping = { event: 'pusher:ping', data: {} };
const pong = { event: 'pusher:pong', data: {} };

describe('RealtimeClient with Pusher', () => {
	let server: SocketServer;
	let live: TestClient;

	beforeEach(async () => {
		server = await SocketServer.start();
		live = new TestClient({ pusherUrl: `${server.origin}/app/key1` });
	});

	afterEach(async () => {
		await live.stop();
		await server.stop();
	});

	/** Connects, with these chatrooms confirmed. */
	async function connected(ids: number[], activityTimeout?: number): Promise<Peer> {
		await live.want(...ids);
		const peer = await server.peers.take();
		await welcome(peer, ids.length, activityTimeout);
		return peer;
	}

	describe('opening', () => {
		test('identifies itself, and sends nothing before the server’s greeting', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			expect(peer.url.pathname).toBe('/app/key1');
			expect(Object.fromEntries(peer.url.searchParams)).toMatchObject({ protocol: '7', client: 'js' });
			expect(peer.headers['user-agent']).toMatch(/^sapphire-plugin-kick\//);
			await peer.settled();
			expect(peer.received.waiting).toEqual([]);
			expect(live.client.status.connections[0]).toMatchObject({ state: 'connecting', chatrooms: 1, subscribed: 0 });

			peer.send(hello());
			expect(await peer.next()).toEqual(subscribe(5));
			expect(await live.notices.take()).toBe("Connected to Kick's live chat (Pusher). Joining 1 chatroom.");
		});

		test('accepts a greeting whose data is not a string', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			peer.send({ event: 'pusher:connection_established', data: { socket_id: '1.2', activity_timeout: 30 } });
			expect(await peer.next()).toEqual(subscribe(5));
		});

		test('does not wait longer than 15 seconds for the greeting', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			await live.clock.advance(15_000);
			await peer.closed;
			expect(await live.retried()).toContain("No connection to Kick's live chat: no answer within 15 seconds.");
			await welcome(await server.peers.take(), 1);
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});

		test('ignores a second greeting', async () => {
			const peer = await connected([5]);
			peer.send(hello());
			await peer.settled();
			expect(peer.received.waiting).toEqual([]);
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
			expect(live.notices.waiting).toHaveLength(1);
		});
	});

	describe('subscribing', () => {
		test('counts a chatroom as subscribed when the server has confirmed it', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			peer.send(hello());
			await peer.next();
			expect(live.client.chatroom(5)).toEqual({ subscribed: false, subscribedAt: null, lastEventAt: null });

			peer.send(succeeded(5));
			await peer.settled();
			expect(live.client.chatroom(5)).toEqual({
				subscribed: true,
				subscribedAt: expect.any(Date),
				lastEventAt: null
			});
			expect(live.client.status).toEqual({
				provider: 'pusher',
				connections: [{ state: 'open', chatrooms: 1, subscribed: 1, lastFrameAt: expect.any(Date), lastProblem: null }]
			});
		});

		test('asks again without an answer within 10 seconds', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			peer.send(hello());
			await peer.next();
			await live.clock.advance(9_999);
			await peer.settled();
			expect(peer.received.waiting).toEqual([]);

			await live.clock.advance(1);
			expect(await peer.next()).toEqual(subscribe(5));
			await live.clock.advance(20_000);
			expect(await peer.next()).toEqual(subscribe(5));
			peer.send(succeeded(5));
			await peer.settled();
			await live.clock.advance(60_000);
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});

		test('a late confirmation counts, and ends the requests', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			peer.send(hello());
			await peer.next();
			await live.clock.advance(10_000);
			await peer.next();
			await live.clock.advance(10_000);
			peer.send(succeeded(5));
			await peer.settled();
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
			await live.clock.advance(60_000);
			await peer.settled();
			expect(peer.received.waiting).toEqual([]);
		});

		test('an event counts as a lost confirmation', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			peer.send(hello());
			await peer.next();
			peer.send(chatMessage(5, 'hi'));
			await live.frames.take();
			expect(live.client.chatroom(5)).toMatchObject({ subscribed: true, lastEventAt: expect.any(Date) });
		});

		test('reports a refusal, tries again later, and does not affect the others', async () => {
			await live.want(5, 6);
			const peer = await server.peers.take();
			peer.send(hello());
			await peer.next();
			await peer.next();
			peer.send(succeeded(6));
			peer.send({
				event: 'pusher:subscription_error',
				data: { type: 'AuthError', error: 'not\nfor you', status: 403 },
				channel: channel(5)
			});
			const notice = await live.notices.takeUntil((text) => text.includes('refuse'));
			expect(notice).toBe('Kick refuses chatroom 5 on the live chat: not for you. Next try in 23 seconds.');
			expect(live.client.status.connections[0]?.lastProblem).toBe('chatroom 5 was refused: not for you');
			expect(live.client.chatroom(6)?.subscribed).toBe(true);

			await live.clock.advance(22_500);
			expect(await peer.next()).toEqual(subscribe(5));
		});

		test('asks in batches of ten', async () => {
			await live.want(...Array.from({ length: 25 }, (_, index) => index + 1));
			const peer = await server.peers.take();
			peer.send(hello());
			await peer.settled();
			expect(peer.received.waiting).toHaveLength(10);
			await live.clock.advance(200);
			await peer.settled();
			expect(peer.received.waiting).toHaveLength(20);
			await live.clock.advance(200);
			await peer.settled();
			expect(peer.received.waiting).toHaveLength(25);
		});
	});

	describe('the wanted chatrooms', () => {
		test('open no connection if there are none', async () => {
			await live.want();
			await live.clock.advance(60_000);
			expect(server.openSockets).toBe(0);
			expect(live.client.status.connections).toEqual([]);
		});

		test('are also unsubscribed after a refusal, or before an answer', async () => {
			const peer = await connected([5]);
			await live.want(5, 6, 7);
			await peer.next();
			await peer.next();
			peer.send({ event: 'pusher:subscription_error', data: {}, channel: channel(6) });
			await live.notices.takeUntil((text) => text.includes('refuse'));
			await live.want(5);
			expect([await peer.next(), await peer.next()]).toEqual([unsubscribe(6), unsubscribe(7)]);
		});

		test('may change while the connection stays', async () => {
			const peer = await connected([5, 6]);
			await live.want(6, 7);
			expect([await peer.next(), await peer.next()]).toEqual([unsubscribe(5), subscribe(7)]);
			expect(live.client.chatroom(5)).toBeNull();
			expect(live.client.chatroom(6)?.subscribed).toBe(true);
			expect(peer.isOpen).toBe(true);
		});

		test('close the connection properly when the last one is removed', async () => {
			const peer = await connected([5]);
			await live.want();
			expect(await peer.closed).toBe(1000);
			await live.clock.advance(60_000);
			expect(server.openSockets).toBe(0);
		});

		test('that were removed get no more events', async () => {
			const peer = await connected([5, 6]);
			await live.want(6);
			peer.send(chatMessage(5, 'late'));
			peer.send(chatMessage(6, 'mine'));
			expect(await live.frames.take()).toMatchObject({ chatroomId: 6 });
		});
	});

	describe('events', () => {
		test('have their data parsed, whether it is a string or not', async () => {
			const peer = await connected([5]);
			peer.send(chatMessage(5, 'ciao 👋'));
			peer.send({ event: 'App\\Events\\ChatroomClearEvent', data: { id: 'x' }, channel: channel(5) });
			expect(await live.frames.take()).toEqual({
				chatroomId: 5,
				event: 'App\\Events\\ChatMessageEvent',
				data: { content: 'ciao 👋' }
			});
			expect(await live.frames.take()).toEqual({
				chatroomId: 5,
				event: 'App\\Events\\ChatroomClearEvent',
				data: { id: 'x' }
			});
		});

		test.each([
			['no JSON', '{"event":'],
			['a list', '[1,2]'],
			['data that is no JSON', { event: 'App\\Events\\X', data: '{', channel: channel(5) }],
			['another channel', { event: 'App\\Events\\X', data: '{}', channel: 'channel.5' }],
			['an unknown chatroom', chatMessage(99, 'psst')],
			['no channel', { event: 'App\\Events\\X', data: '{}' }],
			['an unknown word of the protocol', { event: 'pusher_internal:member_added', data: '{}', channel: channel(5) }],
			['bytes', Buffer.from([0xff, 0x00])]
		])('with %s are ignored', async (_, message) => {
			const peer = await connected([5]);
			peer.send(message);
			peer.send(chatMessage(5, 'next'));
			expect(await live.frames.take()).toMatchObject({ data: { content: 'next' } });
			expect(peer.isOpen).toBe(true);
		});

		test('a failing handler is reported once a minute, and does not end the connection', async () => {
			const failing = new TestClient({
				pusherUrl: `${server.origin}/app/key1`,
				onFrame: () => {
					throw new TypeError('x is\nnot a function');
				}
			});
			await failing.want(5);
			const peer = await server.peers.take();
			await welcome(peer, 1);
			await failing.notices.take();
			for (let count = 0; count < 5; count++) peer.send(chatMessage(5, 'boom'));
			await peer.settled();
			expect(failing.notices.waiting).toEqual([
				"Could not process a message of Kick's live chat. This is a bug. " +
					'Please report it: TypeError: x is not a function'
			]);
			expect(peer.isOpen).toBe(true);

			await failing.clock.advance(60_000);
			peer.send(chatMessage(5, 'boom'));
			await peer.settled();
			expect(failing.notices.waiting).toHaveLength(2);
			await failing.stop();
		});
	});

	describe('keep-alive', () => {
		test('answers a ping', async () => {
			const peer = await connected([5]);
			peer.send(ping);
			expect(await peer.next()).toEqual(pong);
		});

		test.each([
			['the time that the server announced', 30, 30_000],
			['the client’s 120 seconds, if the server would wait longer', 3_600, 120_000],
			['the client’s 120 seconds, if the server’s value is invalid', -1, 120_000],
			['at least a second', 0.001, 1_000]
		])('pings after silence: %s', async (_, announced, silenceMs) => {
			const peer = await connected([5], announced);
			await live.clock.advance(silenceMs - 1);
			await peer.settled();
			expect(peer.received.waiting).toEqual([]);
			await live.clock.advance(1);
			expect(await peer.next()).toEqual(ping);
		});

		test('sends no ping to an active server', async () => {
			const peer = await connected([5]);
			await live.clock.advance(100_000);
			peer.send(chatMessage(5, 'hi'));
			await live.frames.take();
			await live.clock.advance(119_999);
			await peer.settled();
			expect(peer.received.waiting).toEqual([]);
		});

		test('a pong keeps the connection', async () => {
			const peer = await connected([5]);
			await live.clock.advance(120_000);
			await peer.next();
			peer.send(pong);
			await peer.settled();
			await live.clock.advance(119_999);
			expect(peer.isOpen).toBe(true);
			expect(live.client.status.connections[0]?.state).toBe('open');
		});

		test('reconnects without a pong within 30 seconds', async () => {
			const peer = await connected([5]);
			await live.clock.advance(149_999);
			expect(live.client.status.connections[0]?.state).toBe('open');
			await live.clock.advance(1);
			expect(live.client.status.connections[0]).toMatchObject({ state: 'waiting', subscribed: 0 });
			await peer.closed;
			expect(await live.retried()).toContain('lost: the server has gone silent');
			await welcome(await server.peers.take(), 1);
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});
	});

	describe('the end of a connection', () => {
		test('is followed by subscriptions to everything on the next one', async () => {
			const peer = await connected([5, 6]);
			peer.send(chatMessage(6, 'hi'));
			await live.frames.take();
			peer.cut();
			await live.retried();
			expect(live.client.chatroom(6)).toEqual({
				subscribed: false,
				subscribedAt: null,
				lastEventAt: expect.any(Date)
			});
			expect(await welcome(await server.peers.take(), 2)).toEqual([5, 6]);
		});

		// `random` is 0.5 here: the middle of the first window.
		test.each([
			['4200, reconnect', 4200, 500],
			['4201, no pong', 4201, 500],
			['4100, over capacity', 4100, 3_000],
			['1001, the server goes away', 1001, 1_250],
			['4301, too many client events', 4301, 1_250]
		])('%s', async (_, code, delayMs) => {
			const peer = await connected([5]);
			peer.close(code, 'because');
			expect(await live.notices.takeUntil((text) => text.includes('lost'))).toContain(`lost: because (code ${code}).`);
			await live.clock.advance(delayMs - 1);
			expect(live.client.status.connections[0]?.state).toBe('waiting');
			await live.clock.advance(1);
			expect(live.client.status.connections[0]?.state).toBe('connecting');
		});

		test('an error with such a code is an end too', async () => {
			const peer = await connected([5]);
			peer.send({ event: 'pusher:error', data: { code: 4201, message: 'Pong reply not received' } });
			await peer.closed;
			expect(await live.retried()).toContain("lost: Kick's server reports: Pong reply not received (code 4201).");
		});

		test.each([
			['without a code', { code: null, message: 'Existing subscription' }],
			['of another kind', JSON.stringify({ code: 4301, message: 'Existing subscription' })]
		])('an error %s is logged, and is not an end', async (_, data) => {
			const peer = await connected([5]);
			for (let count = 0; count < 3; count++) peer.send({ event: 'pusher:error', data });
			await peer.settled();
			expect(live.notices.waiting.filter((text) => text.includes('reports a problem'))).toHaveLength(1);
			expect(live.client.status.connections[0]?.lastProblem).toContain('Existing subscription');
			expect(peer.isOpen).toBe(true);
		});

		test('a message of more than a megabyte is refused', async () => {
			const peer = await connected([5]);
			peer.send(chatMessage(5, 'x'.repeat(1024 * 1024)));
			expect(await peer.closed).toBe(1009);
			expect(await live.retried()).toContain('Max payload size exceeded');
			expect(live.frames.waiting).toEqual([]);
		});

		test('the delays grow, and are reset after a minute of connection', async () => {
			const pauses: number[] = [];
			for (let count = 0; count < 4; count++) {
				const peer = await connected([5]);
				peer.cut();
				pauses.push(Number(/in (\d+)/.exec(await live.retried())?.[1]));
			}
			expect(pauses).toEqual([2, 3, 5, 9]);

			const peer = await connected([5]);
			await live.clock.advance(60_000);
			peer.cut();
			expect(await live.retried()).toContain('Next try in 2 seconds');
		});
	});

	test('stop closes the connection properly and leaves no timer', async () => {
		const peer = await connected([5]);
		await live.client.stop();
		expect(await peer.closed).toBe(1000);
		expect(live.clock.pendingTimers).toBe(0);
		await live.want(7);
		expect(live.client.status.connections).toEqual([]);
	});

	test('stop does not wait for a server that does not answer the close', async () => {
		const peer = await connected([5]);
		peer.freeze();
		const stopped = live.client.stop();
		await live.clock.advance(2_000);
		await stopped;
		expect(live.clock.pendingTimers).toBe(0);
	});
});
