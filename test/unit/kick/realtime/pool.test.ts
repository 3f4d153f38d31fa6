import { ok, type Result } from '@sapphire/result';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KickError } from '../../../../src/lib/kick/errors.js';
import { RealtimeClient, type RealtimeProvider } from '../../../../src/lib/kick/index.js';
import type { RealtimeServer } from '../../../../src/lib/kick/realtime/endpoints/Negotiation.js';
import type { RealtimeNetwork } from '../../../../src/lib/kick/realtime/RealtimeClient.js';
import { VirtualClock } from '../../time/VirtualClock.js';
import { seededRandom } from './support/seededRandom.js';
import { UnreliablePusher } from './support/UnreliablePusher.js';

let clock: VirtualClock;
let server: UnreliablePusher;
let client: RealtimeClient;

beforeEach(() => {
	clock = new VirtualClock();
	server = new UnreliablePusher(clock, seededRandom(7));
	client = newClient('pusher', server);
});

const newClient = (provider: RealtimeProvider, network: RealtimeNetwork) =>
	new RealtimeClient(
		{
			provider,
			pusherUrl: 'wss://pusher.test/app/key0',
			negotiationUrl: 'https://kick.test',
			onFrame: () => {},
			onNotice: () => {},
			clock,
			random: server.random
		},
		network
	);

afterEach(async () => {
	const stopped = client.stop();
	await clock.advance(2_000);
	await stopped;
	expect(clock.pendingTimers).toBe(0);
});

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

async function want(...ids: number[]): Promise<void> {
	client.setChatrooms(new Set(ids));
	await clock.advance(10_000);
}

const sizes = () => client.status.connections.map(({ chatrooms }) => chatrooms);
const allSubscribed = () => client.status.connections.every(({ chatrooms, subscribed }) => subscribed === chatrooms);

test('opens a connection for each hundred chatrooms, one after the other', async () => {
	await want(...range(1, 250));
	expect(sizes()).toEqual([100, 100, 50]);
	expect(allSubscribed()).toBe(true);
	expect(new Set(server.attempts).size).toBe(3);
});

test('an address that the socket library refuses costs one connection per attempt, but not the process', async () => {
	const refused = newClient('pusher', {
		...server,
		openSocket: () => {
			throw new SyntaxError('Invalid URL');
		}
	});
	refused.setChatrooms(new Set([1]));
	await clock.advance(60_000);
	expect(refused.status.connections).toMatchObject([{ state: 'waiting', lastProblem: 'SyntaxError: Invalid URL' }]);
	await refused.stop();
});

test('fills existing connections before it opens another, the fullest first', async () => {
	await want(...range(1, 150));
	await want(...range(11, 150), ...range(201, 210));
	expect(sizes()).toEqual([100, 50]);
	expect(server.attempts).toHaveLength(2);
	await want(...range(1, 25), ...range(101, 150), ...range(301, 340));
	expect(sizes()).toEqual([15, 100]);
	expect(allSubscribed()).toBe(true);
});

test('removing a chatroom does not disturb the others', async () => {
	await want(...range(1, 120));
	const before = range(2, 99).map((id) => client.chatroom(id)?.subscribedAt);
	const connections = [...server.connections];
	await want(...range(2, 99), ...range(101, 120));
	expect(range(2, 99).map((id) => client.chatroom(id)?.subscribedAt)).toEqual(before);
	expect([...server.connections]).toEqual(connections);
	expect(client.chatroom(1)).toBeNull();
	expect(connections[0]?.subscribed.has(1)).toBe(false);
});

test('closes a connection without chatrooms, and opens one for new chatrooms', async () => {
	await want(...range(1, 120));
	await want(...range(101, 120));
	expect(sizes()).toEqual([20]);
	expect(server.connections.size).toBe(1);
	await want();
	expect(server.connections.size).toBe(0);
	await want(5);
	expect(client.chatroom(5)?.subscribed).toBe(true);
});

test('chatrooms may change while there is no connection', async () => {
	server.isDown = true;
	await want(1, 2, 3);
	await want(2, 4);
	server.isDown = false;
	await clock.advance(120_000);
	expect([...server.connections].map(({ subscribed }) => [...subscribed])).toEqual([[2, 4]]);
	expect(allSubscribed()).toBe(true);
});

test('a chatroom that leaves before it is connected leaves nothing behind', async () => {
	client.setChatrooms(new Set([1]));
	client.setChatrooms(new Set());
	await clock.advance(60_000);
	expect(server.connections.size).toBe(0);
	expect(client.status.connections).toEqual([]);
});

test('stopping between two attempts leaves no timer', async () => {
	server.isDown = true;
	await want(1);
	expect(client.status.connections).toMatchObject([{ state: 'waiting' }]);
	await client.stop();
	expect(clock.pendingTimers).toBe(0);
});

test('stopping during the negotiation opens nothing afterwards', async () => {
	let answer = (_: Result<RealtimeServer[], KickError>) => {};
	const asked = new Promise<Result<RealtimeServer[], KickError>>((resolve) => {
		answer = resolve;
	});
	client = newClient('centrifugo', {
		openSocket: server.openSocket,
		negotiation: { ...server.negotiation, servers: () => asked, token: async () => ok('token') }
	});
	await want(1);
	expect(client.status).toMatchObject({ provider: null, connections: [{ state: 'connecting' }] });
	await client.stop();
	answer(ok([{ provider: 'centrifugo', url: 'wss://centrifugo.test' }]));
	await clock.advance(60_000);
	expect(server.attempts).toEqual([]);
});
