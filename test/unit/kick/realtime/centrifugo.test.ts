import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpStub } from '../../../support/HttpStub.js';
import { commands, connectResult, publication, welcome } from './support/centrifugoFrames.js';
import { centrifugoOffer, kickOffers } from './support/negotiation.js';
import { channel } from './support/pusherFrames.js';
import type { Peer, SocketServer } from './support/SocketServer.js';
import { startServers } from './support/startServers.js';
import { TestClient } from './support/TestClient.js';

describe('RealtimeClient with Centrifugo', () => {
	let server: SocketServer;
	let kick: HttpStub;
	let live: TestClient;

	beforeEach(async () => {
		({ server, kick } = await startServers());
		kick.reply(kickOffers(centrifugoOffer(`${server.origin}/connection/websocket`)));
		live = new TestClient({ provider: 'centrifugo', negotiationUrl: kick.baseUrl });
	});

	afterEach(() => live.stop());

	async function connected(ids: number[], result: object = connectResult): Promise<Peer> {
		await live.want(...ids);
		const peer = await server.peers.take();
		await welcome(peer, result);
		return peer;
	}

	describe('opening', () => {
		test('asks Kick for the server and for a token, and sends the token there', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			expect(peer.url.pathname).toBe('/connection/websocket');
			const [negotiated, authorised] = kick.requests.map(({ path, body }) => ({ path, body: JSON.parse(body) }));
			expect(negotiated).toEqual({
				path: '/api/v1/realtime/connection',
				body: {
					client: { id: expect.any(String), type: 'web' },
					capabilities: { accepted_providers: [{ provider: 'centrifugo' }] }
				}
			});
			expect(authorised).toEqual({
				path: '/api/v1/realtime/auth/connection',
				body: { client_id: negotiated?.body.client.id }
			});
			expect(await commands(peer)).toEqual([{ id: 1, connect: { token: 'secret-token-1', name: 'js' } }]);
		});

		test('subscribes after the connect reply, with all chatrooms of a batch in one message', async () => {
			await live.want(5, 6);
			const peer = await server.peers.take();
			expect(await welcome(peer)).toEqual([
				{ id: 2, subscribe: { channel: channel(5) } },
				{ id: 3, subscribe: { channel: channel(6) } }
			]);
			expect(live.client.chatroom(6)).toMatchObject({ subscribed: true, subscribedAt: expect.any(Date) });
			expect(live.client.status).toMatchObject({
				provider: 'centrifugo',
				connections: [{ state: 'open', chatrooms: 2, subscribed: 2 }]
			});
		});

		test('does not wait longer than 15 seconds for the connect reply', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			await commands(peer);
			await live.clock.advance(15_000);
			await peer.closed;
			await live.retried();
			await welcome(await server.peers.take());
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});
	});

	describe('messages', () => {
		test('may contain several documents, with replies and events', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			await commands(peer);
			peer.send({ id: 1, connect: connectResult });
			const [subscribe] = await commands(peer);
			peer.send(
				[{ id: subscribe?.id, subscribe: {} }, publication(5, 'one'), {}, publication(5, 'two')]
					.map((document) => JSON.stringify(document))
					.join('\n')
			);
			expect(await live.frames.take()).toEqual({
				chatroomId: 5,
				event: 'App\\Events\\ChatMessageEvent',
				data: { content: 'one' }
			});
			expect(await live.frames.take()).toMatchObject({ data: { content: 'two' } });
			expect(await peer.received.take()).toBe('{}');
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});

		test('with a bad document are read except for that', async () => {
			const peer = await connected([5]);
			peer.send(`{"push":\n\n[]\n{"id":77}\n${JSON.stringify(publication(5, 'good'))}\n`);
			expect(await live.frames.take()).toMatchObject({ data: { content: 'good' } });
		});

		test('of a chatroom that was left are ignored', async () => {
			const peer = await connected([5, 6]);
			await live.want(6);
			expect(await commands(peer)).toEqual([{ id: 4, unsubscribe: { channel: channel(5) } }]);
			peer.send(publication(5, 'late'));
			peer.send(publication(6, 'mine'));
			expect(await live.frames.take()).toMatchObject({ chatroomId: 6 });
		});
	});

	describe('keep-alive', () => {
		test('answers each message with pings once', async () => {
			const peer = await connected([5]);
			peer.send('{}');
			peer.send('{}\n{}\n{}');
			await peer.settled();
			expect(peer.received.waiting).toEqual(['{}', '{}']);
		});

		test('reconnects when the announced ping is ten seconds late', async () => {
			const peer = await connected([5]);
			await live.clock.advance(34_999);
			expect(live.client.status.connections[0]?.state).toBe('open');
			await live.clock.advance(1);
			await peer.closed;
			expect(await live.retried()).toContain('the server has gone silent');
			await welcome(await server.peers.take());
		});

		test('pings keep the connection', async () => {
			const peer = await connected([5]);
			for (let count = 0; count < 10; count++) {
				await live.clock.advance(25_000);
				peer.send('{}');
				await peer.settled();
			}
			expect(peer.isOpen).toBe(true);
		});

		test('sends pings if the server announces none', async () => {
			const peer = await connected([5], { client: 'c1', version: '6' });
			await live.clock.advance(120_000);
			expect(await commands(peer)).toEqual([{ ping: {}, id: 4294967295 }]);
			peer.send({ id: 4294967295, ping: {} });
			await peer.settled();
			await live.clock.advance(60_000);
			expect(peer.isOpen).toBe(true);
		});
	});

	describe('the token', () => {
		const quiet = { ...connectResult, ping: 3_600 };

		/** Advances this time while the server is not silent. */
		async function pass(peer: Peer, milliseconds: number): Promise<void> {
			for (let left = milliseconds; left > 0; left -= 60_000) {
				await live.clock.advance(Math.min(left, 60_000));
				peer.send(publication(99, 'alive'));
				await peer.settled();
			}
		}

		test('is renewed 30 seconds before it expires, and so is the next one', async () => {
			const peer = await connected([5], quiet);
			await pass(peer, 1_769_999);
			expect(peer.received.waiting).toEqual([]);
			await live.clock.advance(1);
			const [refresh] = await commands(peer);
			expect(refresh?.refresh).toEqual({ token: 'secret-token-2' });

			peer.send({ id: refresh?.id, refresh: { client: 'c1', version: '6', expires: true, ttl: 600 } });
			await peer.settled();
			await pass(peer, 570_000);
			expect((await commands(peer))[0]?.refresh).toEqual({ token: 'secret-token-3' });
		});

		test('that has expired at the next connection is replaced: error 109 asks for another', async () => {
			await live.want(5);
			const peer = await server.peers.take();
			const [connect] = await commands(peer);
			peer.send({ id: connect?.id, error: { code: 109, message: 'token expired' } });
			await peer.closed;
			expect(await live.retried()).toContain('token expired (code 109). Next try in 1 second.');
			const next = await server.peers.take();
			expect((await commands(next))[0]?.connect?.token).toBe('secret-token-2');
		});

		test('appears in no log line and in no status', async () => {
			const peer = await connected([5]);
			peer.close(3005, 'connection expired');
			await live.retried();
			await welcome(await server.peers.take());
			const shown = JSON.stringify([live.seenNotices, live.client.status]);
			expect(shown).toContain('connection expired');
			expect(shown).not.toContain('secret-token');
		});
	});

	describe('subscribing', () => {
		async function answered(error: object): Promise<Peer> {
			await live.want(5);
			const peer = await server.peers.take();
			await commands(peer);
			peer.send({ id: 1, connect: connectResult });
			const [subscribe] = await commands(peer);
			peer.send({ id: subscribe?.id, error });
			await peer.settled();
			return peer;
		}

		test('a refusal is reported and retried later', async () => {
			const peer = await answered({ code: 102, message: 'unknown channel' });
			expect(live.client.status.connections[0]?.lastProblem).toContain('unknown channel (code 102)');
			await live.clock.advance(22_500);
			expect((await commands(peer))[0]?.subscribe).toEqual({ channel: channel(5) });
		});

		test('"already subscribed" counts as subscribed', async () => {
			await answered({ code: 105, message: 'already subscribed' });
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});

		test('an unsubscribe by the server counts as a refusal', async () => {
			const peer = await connected([5]);
			peer.send({ push: { channel: channel(5), unsubscribe: { code: 2500, reason: 'insufficient state' } } });
			await live.notices.takeUntil((text) => text.includes('refuses chatroom 5'));
			expect(live.client.chatroom(5)).toMatchObject({ subscribed: false, subscribedAt: null });
		});
	});

	describe('the end of a connection', () => {
		test('is followed by the next one, with another token', async () => {
			const peer = await connected([5]);
			peer.close(3001, 'shutdown');
			expect(await live.retried()).toContain('lost: shutdown (code 3001).');
			const next = await server.peers.take();
			expect((await commands(next))[0]?.connect?.token).toBe('secret-token-2');
		});

		test.each([3500, 3501, 3999, 4500])('after %i the same server is not used for minutes', async (code) => {
			const peer = await connected([5]);
			peer.close(code, 'no');
			await live.retried();
			// Kick still names the server that has just refused the client.
			const since = live.clock.now();
			for (let count = 0; count < 3; count++) {
				expect(await live.retried()).toContain('No connection');
			}
			const next = await server.peers.take();
			expect(live.clock.now() - since).toBe(300_000);
			expect(kick.requests.filter(({ path }) => path.endsWith('/realtime/connection'))).toHaveLength(5);
			await welcome(next);
			expect(live.client.chatroom(5)?.subscribed).toBe(true);
		});
	});
});
