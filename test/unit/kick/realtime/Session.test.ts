import { err, ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, test } from 'vitest';
import { KickError } from '../../../../src/lib/kick/errors.js';
import { CentrifugoProtocol } from '../../../../src/lib/kick/realtime/centrifugo/CentrifugoProtocol.js';
import { Session } from '../../../../src/lib/kick/realtime/Session.js';
import type { SocketListener } from '../../../../src/lib/kick/realtime/Socket.js';
import { VirtualClock } from '../../time/VirtualClock.js';

describe('a session whose token expires', () => {
	const clock = new VirtualClock();
	const unreachable = err(new KickError('network', 'Kick could not be reached.'));
	let answers: Result<string, KickError>[];
	let asked: number;
	let sent: string[];
	let ended: boolean;
	let server: SocketListener;
	let session: Session;

	beforeEach(async () => {
		answers = [];
		asked = 0;
		sent = [];
		ended = false;
		const protocol = new CentrifugoProtocol('first');
		session = new Session(
			{
				server: { provider: 'centrifugo', url: 'wss://centrifugo.test' },
				socketUrl: 'wss://centrifugo.test',
				protocol,
				renewal: async () => {
					asked++;
					return (answers.shift() ?? unreachable).map((token) => protocol.renewal(token));
				}
			},
			{
				clock,
				openSocket: (_, listener) => {
					server = listener;
					const closed = () => listener.closed({ code: 1000, reason: '' });
					return { send: (text) => sent.push(text), close: closed, terminate: closed };
				}
			},
			{ opened: () => {}, received: () => {}, signalled: () => {}, ended: () => (ended = true) }
		);
		server.opened();
		server.received('{"id":1,"connect":{"expires":true,"ttl":60,"ping":120}}');
		sent = [];
	});

	test('requests the next token after half a short lifetime, and every 5 seconds while it has none', async () => {
		answers = [unreachable, unreachable, ok('second')];
		await clock.advance(29_999);
		expect(asked).toBe(0);
		await clock.advance(10_000);
		expect([asked, sent]).toEqual([2, []]);
		await clock.advance(1);
		expect(sent).toEqual(['{"refresh":{"token":"second"},"id":2}']);
		await session.close();
	});

	test('requests nothing after its end, not even after an answer in progress', async () => {
		answers = [ok('second')];
		const advanced = clock.advance(30_000);
		await session.close();
		await advanced;
		await clock.advance(60_000);
		expect(sent).toEqual([]);
		expect(clock.pendingTimers).toBe(0);
	});

	test.each([
		['that has ended', '{"id":2,"error":{"code":109,"message":"token expired"}}'],
		['that the server refuses', '{"id":2,"error":{"code":101,"message":"unauthorized"}}']
	])('starts again with a token %s', async (_, answer) => {
		answers = [ok('second')];
		await clock.advance(30_000);
		server.received(answer);
		expect(ended).toBe(true);
		expect(clock.pendingTimers).toBe(0);
	});
});

test.each([
	['a short one', 60, 30_000],
	['the usual one', 1_800, 1_770_000],
	['one that ends at once', 0.1, 1_000],
	['one that ends later than a timer can wait', 1e12, 86_400_000]
])('renews a token in time: %s', (_, ttl, renewInMs) => {
	const protocol = new CentrifugoProtocol('token');
	protocol.greeting();
	const signals = protocol.receive(JSON.stringify({ id: 1, connect: { expires: true, ttl, ping: 25 } }));
	expect(signals).toMatchObject([{ type: 'opened', renewInMs }]);
});
