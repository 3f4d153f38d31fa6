import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CentrifugoProtocol } from '../../../../src/lib/kick/realtime/centrifugo/CentrifugoProtocol.js';
import type { Protocol, Signal } from '../../../../src/lib/kick/realtime/Protocol.js';
import { PusherProtocol } from '../../../../src/lib/kick/realtime/pusher/PusherProtocol.js';
import { HttpStub } from '../../../support/HttpStub.js';
import { connectResult, publication } from './support/centrifugoFrames.js';
import { kickOffers, pusherOffer } from './support/negotiation.js';
import { channel, chatMessage, hello, succeeded, welcome } from './support/pusherFrames.js';
import { type Peer, SocketServer } from './support/SocketServer.js';
import { TestClient } from './support/TestClient.js';

const words = [
	'pusher:connection_established',
	'pusher:ping',
	'pusher:error',
	'pusher_internal:subscription_succeeded',
	'pusher:subscription_error',
	'App\\Events\\ChatMessageEvent',
	channel(5),
	'chatrooms.99999999999999999999.v2',
	'__proto__'
];
const fields = [
	'event',
	'channel',
	'data',
	'code',
	'message',
	'activity_timeout',
	'id',
	'error',
	'connect',
	'refresh'
].concat(['subscribe', 'push', 'pub', 'unsubscribe', 'disconnect', 'ttl', 'ping', 'expires', 'reason', '__proto__']);

/** JSON with the protocols' own words in a random order. */
const { document } = fc.letrec<{ document: unknown; value: unknown }>((tie) => ({
	document: fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 6 }),
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.constantFrom(...words, 4001, 4200, 109, 1, 2, 3, 0, -1, 1e308, true, null, ''),
		fc.jsonValue(),
		tie('document').map((inner) => JSON.stringify(inner)),
		tie('document')
	)
}));

/** Messages of a server, with a part replaced. */
const mutilated = fc
	.tuple(
		fc.constantFrom<object>(hello(), succeeded(5), chatMessage(5, 'hi'), publication(5, 'hi'), {
			id: 1,
			connect: connectResult
		}),
		fc.nat(),
		fc.string({ maxLength: 4 }),
		fc.nat(4)
	)
	.map(([message, at, replacement, length]) => {
		const text = JSON.stringify(message);
		const start = at % text.length;
		return text.slice(0, start) + replacement + text.slice(start + length);
	});

const texts = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.json(),
	mutilated,
	document.map((value) => JSON.stringify(value)),
	fc.array(document, { maxLength: 5 }).map((values) => values.map((value) => JSON.stringify(value)).join('\n'))
);

const protocols: [string, () => Protocol][] = [
	['Pusher', () => new PusherProtocol()],
	['Centrifugo', () => new CentrifugoProtocol('token')]
];

describe.each(protocols)('with any frames of a server, %s', (_, newProtocol) => {
	test('reads them without an exception, with a valid result', () => {
		fc.assert(
			fc.property(fc.array(texts, { maxLength: 10 }), (messages) => {
				const protocol = newProtocol();
				protocol.greeting();
				protocol.subscribe([5, 6]);
				for (const text of messages) for (const signal of protocol.receive(text)) expectSense(signal);
			}),
			{ numRuns: 300 }
		);
	});

	test.each([
		['deep', '['.repeat(500_000)],
		['deep inside', JSON.stringify({ event: 'x', channel: channel(5), data: '['.repeat(500_000) })],
		['deep and whole', `${'{"push":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
		['nothing but pings', '{}\n'.repeat(300_000)],
		['nothing but lines', '\n'.repeat(1_000_000)]
	])('reads a frame that is %s', (_name, text) => {
		for (const signal of newProtocol().receive(text)) expectSense(signal);
	});
});

test('treats null parts of a message as absent', () => {
	const pusher = new PusherProtocol();
	expect(pusher.receive(JSON.stringify({ ...hello(), channel: null }))).toMatchObject([{ type: 'opened' }]);

	const centrifugo = new CentrifugoProtocol('token');
	const { id } = JSON.parse(centrifugo.greeting()[0] ?? '');
	const welcomed = { id, error: null, refresh: null, connect: connectResult };
	expect(centrifugo.receive(JSON.stringify(welcomed))).toMatchObject([{ type: 'opened' }]);
	const { push } = publication(5, 'hi');
	const published = { push: { ...push, unsubscribe: null, disconnect: null } };
	expect(centrifugo.receive(JSON.stringify(published))).toMatchObject([{ type: 'frame' }]);
});

test('never answers with more than it received', () => {
	fc.assert(
		fc.property(texts, (text) => {
			const answers = new CentrifugoProtocol('token').receive(text).filter(({ type }) => type === 'answer');
			expect(answers.length).toBeLessThanOrEqual(1);
		})
	);
});

test('remembers a repeated question once', () => {
	const protocol = new CentrifugoProtocol('token');
	const ids = Array.from({ length: 1_000 }, () => JSON.parse(protocol.subscribe([5])[0] ?? '').id);
	for (const id of ids.slice(0, -1)) expect(protocol.receive(JSON.stringify({ id, subscribe: {} }))).toEqual([]);
	expect(protocol.receive(JSON.stringify({ id: ids.at(-1), subscribe: {} }))).toHaveLength(1);
});

test('ends the connection after more documents than a server ever sends at once, which would keep the bot busy', () => {
	const [signal, ...more] = new CentrifugoProtocol('token').receive('{}\n'.repeat(10_000));
	expect(signal).toMatchObject({ type: 'failed', closure: { kind: 'lost' } });
	expect(more).toEqual([]);
	expect(new CentrifugoProtocol('token').receive('{}\n'.repeat(9_999))).toEqual([{ type: 'answer', text: '{}' }]);
});

describe('over a real socket', () => {
	let server: SocketServer;
	let kick: HttpStub;
	let live: TestClient;
	let peer: Peer;

	beforeAll(async () => {
		server = await SocketServer.start();
		kick = await HttpStub.start();
		kick.reply(kickOffers(pusherOffer('key2')));
		live = new TestClient({ provider: 'auto', pusherUrl: `${server.origin}/app/key1`, negotiationUrl: kick.baseUrl });
		await live.want(5);
		await connect();
	});

	afterAll(async () => {
		await live.stop();
		await server.stop();
		await kick.stop();
	});

	const connect = async () => {
		peer = await server.peers.take();
		await welcome(peer, 1);
	};

	test('any bytes, as text or not, end the connection by the rules or not at all', async () => {
		let run = 0;
		let losses = 0;
		await fc.assert(
			fc.asyncProperty(fc.oneof(texts, fc.uint8Array({ maxLength: 200 })), fc.boolean(), async (message, isBinary) => {
				peer.sendRaw(Buffer.from(message as string), isBinary);
				const isLost = await Promise.race([peer.settled().then(() => false), peer.closed.then(() => true)]);
				if (isLost) {
					losses++;
					await live.retried();
					await connect();
				}
				const content = `run ${++run}`;
				peer.send(chatMessage(5, content));
				await live.frames.takeUntil(({ data }) => JSON.stringify(data) === JSON.stringify({ content }));
			}),
			{ numRuns: 300 }
		);
		// Bytes that are not text violate the rules of WebSocket.
		expect(losses).toBeGreaterThan(0);
		expect(server.openSockets).toBe(1);
		expect(live.client.status.connections).toHaveLength(1);
	});
});

function expectSense(signal: Signal): void {
	if ('chatroomId' in signal) expect(Number.isSafeInteger(signal.chatroomId)).toBe(true);
	switch (signal.type) {
		case 'opened':
			expect(signal.keepAlive.silenceMs).toBeGreaterThan(0);
			expect(signal.keepAlive.silenceMs).toBeLessThanOrEqual(120_000);
			expectDelay(signal.renewInMs);
			break;
		case 'renewed':
			expectDelay(signal.renewInMs);
			break;
		case 'frame':
			expect(Number.isSafeInteger(signal.frame.chatroomId)).toBe(true);
			expect(signal.frame.data).not.toBeUndefined();
			break;
		case 'failed':
			expectLine(signal.closure.problem);
			break;
		case 'complaint':
			expectLine(signal.problem);
			break;
		case 'refused':
			expectLine(signal.reason);
	}
}

/** A timer with a longer time would fire at once. */
function expectDelay(delayMs: number | null): void {
	if (delayMs === null) return;
	expect(delayMs).toBeGreaterThanOrEqual(1_000);
	expect(delayMs).toBeLessThan(2 ** 31);
}

function expectLine(text: string): void {
	expect(text.length).toBeLessThan(500);
	expect(text).not.toMatch(/\p{Cc}/u);
}
