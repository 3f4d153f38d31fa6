import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RealtimeClient } from '../../../../src/lib/kick/index.js';
import { VirtualClock } from '../../time/VirtualClock.js';
import { seededRandom } from './support/seededRandom.js';
import { UnreliablePusher } from './support/UnreliablePusher.js';

const Second = 1_000;
const Minute = 60 * Second;

describe('RealtimeClient in the long run', () => {
	let clock: VirtualClock;
	let random: () => number;
	let server: UnreliablePusher;
	let notices: string[];

	const start = () => {
		clock = new VirtualClock();
		random = seededRandom(20261122);
		server = new UnreliablePusher(clock, random);
		notices = [];
	};

	const newClient = () =>
		new RealtimeClient(
			{
				provider: 'auto',
				pusherUrl: 'wss://pusher.test/app/key0',
				negotiationUrl: 'https://kick.test',
				onFrame: () => {},
				onNotice: (text) => notices.push(text),
				clock,
				random
			},
			server
		);

	const subscribed = () => [...server.connections].flatMap((connection) => [...connection.subscribed]);

	describe('a day of losses, outages and changed keys', () => {
		const wanted = new Set(Array.from({ length: 150 }, (_, index) => index + 1));
		let endings: number;
		let atTheEnd: { subscribed: number[]; unconfirmed: number[]; connections: number };
		let leftOver: { sockets: number; timers: number };

		beforeAll(async () => {
			start();
			server.faults = { lifetimeMs: Minute, ignored: 0.02, stalled: 0.02, unanswered: 0.3 };
			const client = newClient();
			for (let hour = 0; hour < 24; hour++) {
				for (let change = 0; change < 10; change++) {
					wanted.delete([...wanted][Math.floor(random() * wanted.size)] ?? 0);
					wanted.add(1_000 + hour * 10 + change);
				}
				client.setChatrooms(new Set(wanted));
				if (hour % 5 === 4) server.key = `key${hour}`;
				await clock.advance(50 * Minute);
				server.isDown = hour % 4 === 3;
				if (server.isDown) server.drop(1006);
				await clock.advance(10 * Minute);
				server.isDown = false;
			}
			endings = server.endings;

			server.faults = null;
			server.drop(1006);
			await clock.advance(15 * Minute);
			atTheEnd = {
				subscribed: subscribed(),
				unconfirmed: [...wanted].filter((id) => !client.chatroom(id)?.subscribed),
				connections: client.status.connections.length
			};

			const stopped = client.stop();
			await clock.advance(2 * Second);
			await stopped;
			leftOver = { sockets: server.connections.size, timers: clock.pendingTimers };
		}, 60_000);

		test('had thousands of them', () => {
			expect(endings).toBeGreaterThan(2_000);
		});

		test('ends with every wanted chatroom subscribed once', () => {
			expect(atTheEnd.subscribed.sort(ascending)).toEqual([...wanted].sort(ascending));
			expect(atTheEnd.unconfirmed).toEqual([]);
		});

		test('leaves no socket and no timer, and never had more sockets than necessary', () => {
			expect(atTheEnd.connections).toBe(2);
			expect(server.mostConnections).toBe(2);
			expect(leftOver).toEqual({ sockets: 0, timers: 0 });
		});

		test('never floods the server or the negotiation', () => {
			const busiest = Math.max(...server.attempts.map((from) => within(server.attempts, from, Minute)));
			expect(busiest).toBeLessThanOrEqual(2 * 10);
			expect(server.negotiations).toBeLessThan(24 * 60);
		});

		test('waits as the close code asks, and never longer than minutes', () => {
			const pauses = (about: string) => notices.filter((text) => text.includes(about)).map(pauseOf);
			expect(Math.max(...pauses('Next try'))).toBeLessThanOrEqual(5.5 * 60);
			expect(Math.max(...pauses('code 4200'))).toBeLessThanOrEqual(2 * 60);
			expect(Math.min(...pauses('code 4100'))).toBeGreaterThan(1);
			expect(Math.max(...pauses('code 1006'))).toBeLessThanOrEqual(2 * 60 + 1);
		});
	});

	describe('fifty clients on one server', () => {
		let clients: RealtimeClient[];

		beforeEach(async () => {
			start();
			clients = Array.from({ length: 50 }, newClient);
			for (const [index, client] of clients.entries()) client.setChatrooms(new Set([index + 1]));
			await clock.advance(Minute);
			expect(subscribed()).toHaveLength(50);
			server.attempts.length = 0;
		});

		const stopAll = async () => {
			const stopped = Promise.all(clients.map((client) => client.stop()));
			await clock.advance(2 * Second);
			await stopped;
			expect(clock.pendingTimers).toBe(0);
		};

		test.each([
			['are all cut off', 1006, 10],
			['must all reconnect immediately', 4200, 12]
		])('that %s do not reconnect at the same instant', async (_, code, mostIn100Ms) => {
			server.drop(code);
			await clock.advance(5 * Second);
			expect(new Set(server.attempts).size).toBe(50);
			const crowd = Math.max(...server.attempts.map((from) => within(server.attempts, from, 100)));
			expect(crowd).toBeLessThanOrEqual(mostIn100Ms);
			expect(subscribed()).toHaveLength(50);
			await stopAll();
		});

		test('reconnect one by one after an outage of ten minutes', async () => {
			server.isDown = true;
			server.drop(1006);
			await clock.advance(10 * Minute);
			const during = server.attempts.splice(0).length;
			expect(during).toBeLessThan(50 * 20);

			server.isDown = false;
			await clock.advance(3 * Minute);
			expect(subscribed()).toHaveLength(50);
			const crowd = Math.max(...server.attempts.map((from) => within(server.attempts, from, Second)));
			expect(crowd).toBeLessThanOrEqual(5);
			await stopAll();
		});
	});
});

function within(times: readonly number[], from: number, durationMs: number): number {
	return times.filter((time) => time >= from && time < from + durationMs).length;
}

function pauseOf(notice: string): number {
	return Number(/Next try in (\d+) second/.exec(notice)?.[1]);
}

function ascending(a: number, b: number): number {
	return a - b;
}
