import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RealtimeClientOptions } from '../../../../src/lib/kick/index.js';
import { challengePage, type HttpStub, json } from '../../../support/HttpStub.js';
import * as centrifugo from './support/centrifugoFrames.js';
import { centrifugoOffer, kickOffers, pusherOffer } from './support/negotiation.js';
import * as pusher from './support/pusherFrames.js';
import { SocketServer } from './support/SocketServer.js';
import { startServers } from './support/startServers.js';
import { TestClient } from './support/TestClient.js';

describe('which server RealtimeClient uses', () => {
	let server: SocketServer;
	let kick: HttpStub;
	let live: TestClient;

	beforeEach(async () => {
		({ server, kick } = await startServers());
	});

	afterEach(() => live.stop());

	const start = async (options: Partial<RealtimeClientOptions> = {}) => {
		live = new TestClient({
			provider: 'auto',
			pusherUrl: `${server.origin}/app/oldkey`,
			negotiationUrl: kick.baseUrl,
			...options
		});
		await live.want(5);
	};

	/** Pusher's answer to an unknown key. */
	async function refuse(code = 4001): Promise<void> {
		const peer = await server.peers.take();
		peer.send({ event: 'pusher:error', data: { code, message: 'App key not in this cluster' } });
		peer.close(code);
		await live.retried();
	}

	test('begins with the configured Pusher, and sends no request to Kick', async () => {
		await start();
		await pusher.welcome(await server.peers.take(), 1);
		expect(live.client.status.provider).toBe('pusher');
		expect(kick.requests).toEqual([]);
	});

	test.each(['auto', 'pusher'] as const)(
		'survives a changed key (%s): asks Kick, and stays on the same host',
		async (provider) => {
			kick.reply(kickOffers(pusherOffer('newkey')));
			await start({ provider });
			await refuse();
			const peer = await server.peers.take();
			expect(peer.url.pathname).toBe('/app/newkey');
			await pusher.welcome(peer, 1);
			expect(live.client.chatroom(5)?.subscribed).toBe(true);

			peer.cut();
			await live.retried();
			expect((await server.peers.take()).url.pathname).toBe('/app/newkey');
			expect(kick.requests).toHaveLength(1);
		}
	);

	test('moves to Centrifugo when Kick says so', async () => {
		kick.reply(kickOffers(centrifugoOffer(`${server.origin}/connection/websocket`)));
		await start();
		await refuse(4003);
		await centrifugo.welcome(await server.peers.take());
		expect(live.client.status.provider).toBe('centrifugo');
		expect(live.client.chatroom(5)?.subscribed).toBe(true);
		expect(JSON.parse(kick.requests[0]?.body ?? '')).toMatchObject({
			capabilities: { accepted_providers: [{ provider: 'pusher' }, { provider: 'centrifugo' }] }
		});
	});

	test('uses the second server that Kick names if the first one has refused', async () => {
		kick.reply(kickOffers(pusherOffer('oldkey'), centrifugoOffer(`${server.origin}/connection/websocket`)));
		await start();
		await refuse(4003);
		await centrifugo.welcome(await server.peers.take());
		expect(live.client.status.provider).toBe('centrifugo');
	});

	test('returns to the configured Pusher if Centrifugo refuses', async () => {
		kick.reply(kickOffers(centrifugoOffer(`${server.origin}/connection/websocket`)));
		const unreachable = await closedPort();
		await start({ pusherUrl: `ws://127.0.0.1:${unreachable}/app/key` });
		for (let count = 0; count < 3; count++) await live.retried();
		const refusing = await server.peers.take();
		refusing.close(3501, 'bad request');

		const pusherServer = await SocketServer.start(unreachable);
		await live.retried();
		await pusher.welcome(await pusherServer.peers.take(), 1);
		expect(live.client.status.provider).toBe('pusher');
		await pusherServer.stop();
	});

	test('asks Kick only after the configured server was unreachable three times', async () => {
		kick.reply(kickOffers(centrifugoOffer(`${server.origin}/connection/websocket`)));
		await start({ pusherUrl: `ws://127.0.0.1:${await closedPort()}/app/key` });
		expect(await live.retried()).toContain('ECONNREFUSED');
		await live.retried();
		expect(kick.requests).toEqual([]);
		await live.retried();
		await centrifugo.welcome(await server.peers.take());
		expect(live.client.chatroom(5)?.subscribed).toBe(true);
	});

	test('keeps trying the configured server if Kick is unreachable as well', async () => {
		kick.reply(challengePage(403));
		const port = await closedPort();
		await start({ pusherUrl: `ws://127.0.0.1:${port}/app/key` });
		for (let count = 0; count < 4; count++) await live.retried();
		await live.notices.takeUntil((text) => text.includes('Next try'));
		expect(kick.requests.length).toBeGreaterThan(0);
		const back = await SocketServer.start(port);
		await live.clock.advance(60_000);
		await pusher.welcome(await back.peers.take(), 1);
		expect(live.client.chatroom(5)?.subscribed).toBe(true);
		await back.stop();
	});

	test('does not try a refused key again for minutes, whatever Kick answers', async () => {
		kick.reply(challengePage(403), json(500, {}), kickOffers(pusherOffer('oldkey')));
		await start();
		await refuse();
		const since = live.clock.now();
		const problems: string[] = [];
		while (live.clock.now() - since < 4 * 60_000) problems.push(await live.retried());
		expect(server.peers.waiting).toEqual([]);
		expect(problems[0]).toContain('Kick returned no server to connect to (blocked, HTTP 403)');
		expect(problems.join()).toContain('HTTP 500');
		expect(problems.at(-1)).toContain('all known servers refused');
	});

	test('accepts a refused key again when Kick returns to it', async () => {
		kick.reply(kickOffers(pusherOffer('newkey')));
		await start();
		await refuse();
		const peer = await server.peers.take();
		await pusher.welcome(peer, 1);
		kick.reply(kickOffers(pusherOffer('oldkey')));
		peer.close(4001);
		await live.retried();
		expect((await server.peers.take()).url.pathname).toBe('/app/oldkey');
	});

	test('returns to the configured Pusher if Kick gives no token for Centrifugo', async () => {
		kick.reply((response, request) => {
			const isToken = request.path.endsWith('/auth/connection');
			const reply = isToken ? challengePage(403) : kickOffers(centrifugoOffer(`${server.origin}/centrifugo`));
			reply(response, request);
		});
		const port = await closedPort();
		await start({ pusherUrl: `ws://127.0.0.1:${port}/app/key` });
		for (let count = 0; count < 3; count++) await live.retried();
		const back = await SocketServer.start(port);
		expect(await live.retried()).toContain('blocked, HTTP 403');
		await pusher.welcome(await back.peers.take(), 1);
		expect(live.client.status.provider).toBe('pusher');
		await back.stop();
	});

	test('accepts only Pusher when that is configured', async () => {
		kick.reply(kickOffers(centrifugoOffer(`${server.origin}/connection/websocket`)));
		await start({ provider: 'pusher' });
		await refuse();
		expect(await live.retried()).toContain('Kick returned no server to connect to (invalid_response, HTTP 200)');
		expect(JSON.parse(kick.requests[0]?.body ?? '')).toMatchObject({
			capabilities: { accepted_providers: [{ provider: 'pusher' }] }
		});
		expect(server.peers.waiting).toEqual([]);
	});

	test('asks Kick once for many connections', async () => {
		kick.reply(kickOffers(pusherOffer('newkey')));
		await start();
		live.client.setChatrooms(new Set(Array.from({ length: 300 }, (_, index) => index + 1)));
		await live.clock.advance(1_000);
		for (let count = 0; count < 3; count++) {
			const peer = await server.peers.take();
			peer.close(4001);
		}
		for (let count = 0; count < 3; count++) await live.notices.takeUntil((text) => text.includes('4001'));
		await live.clock.advance(1_000);
		for (let count = 0; count < 3; count++) {
			expect((await server.peers.take()).url.pathname).toBe('/app/newkey');
		}
		expect(kick.requests).toHaveLength(1);
	});

	test('does not follow a redirect', async () => {
		const other = await SocketServer.start();
		const location = `${other.origin}/app/key`;
		kick.reply((response) => response.writeHead(301, { location }).end());
		await start({ pusherUrl: `${kick.baseUrl.replace('http', 'ws')}/app/key` });
		expect(await live.retried()).toContain('Unexpected server response: 301');
		expect(other.openSockets).toBe(0);
		await other.stop();
	});

	test('gives up on a server that accepts the connection but does not speak HTTP', async () => {
		kick.reply(() => {});
		await start({ pusherUrl: `${kick.baseUrl.replace('http', 'ws')}/app/key` });
		await live.clock.advance(15_000);
		expect(await live.retried()).toContain('no answer within 15 seconds');
	});
});

/** An address where nothing listens. */
async function closedPort(): Promise<number> {
	const server = await SocketServer.start();
	const { port } = server;
	await server.stop();
	return port;
}
