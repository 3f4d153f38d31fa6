import { expect, test } from 'vitest';
import { RealtimeClient } from '../../../../src/lib/kick/index.js';
import type { SocketListener } from '../../../../src/lib/kick/realtime/Socket.js';
import { heapAfterCollection } from '../../../support/memory.js';
import { VirtualClock } from '../../time/VirtualClock.js';
import { chatMessage, hello, subscribe } from './support/pusherFrames.js';
import { UnreliablePusher } from './support/UnreliablePusher.js';

test('leaks nothing over nearly fifty thousand messages', async () => {
	const clock = new VirtualClock();
	let server: SocketListener | null = null;
	let received = 0;
	const client = new RealtimeClient(
		{
			provider: 'pusher',
			pusherUrl: 'wss://pusher.test/app/key',
			negotiationUrl: 'https://kick.test',
			onFrame: () => received++,
			onNotice: () => {},
			clock
		},
		{
			negotiation: new UnreliablePusher(clock, Math.random).negotiation,
			openSocket: (_, listener) => {
				server = listener;
				const closed = () => listener.closed({ code: 1000, reason: '' });
				return { send: () => {}, close: closed, terminate: closed };
			}
		}
	);
	client.setChatrooms(new Set([5]));
	await clock.advance(0);
	const say = (message: object) => server?.received(JSON.stringify(message));
	server!.opened();
	say(hello());

	const burst = () => {
		for (let count = 0; count < 3_000; count++) {
			say(chatMessage(5, `message ${received}`));
			say(chatMessage(6, 'for no one'));
			say(subscribe(5));
			server?.received('no JSON');
		}
	};
	burst();
	const before = heapAfterCollection();
	for (let count = 0; count < 4; count++) burst();
	expect(heapAfterCollection() - before).toBeLessThan(512 * 1024);
	expect(received).toBe(15_000);
	await client.stop();
	expect(clock.pendingTimers).toBe(0);
});
