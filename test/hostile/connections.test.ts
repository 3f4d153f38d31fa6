import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { RawConnection } from './support/RawConnection.js';
import { requestBytes, webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';
import { untilFewConnections } from './support/untilFewConnections.js';

const { attack } = await underAttack();

const MaxConnections = 2_048;
/** Opened at once. The queue of the operating system drops connections if there are more. */
const Wave = 250;
const PollMs = 10;
const health = requestBytes({ line: 'GET /health HTTP/1.1' });

/** Runs a function while the bot has accepted `count` connections, each of which has sent `bytes`. */
async function withConnections<T>(
	{ target, count, bytes = '' }: { target: Target; count: number; bytes?: Buffer | string },
	run: (connections: readonly RawConnection[]) => Promise<T>
): Promise<T> {
	const { server } = target.world.client.server;
	let accepted = 0;
	const onAccepted = (): void => {
		accepted += 1;
	};
	server.on('connection', onAccepted).on('drop', onAccepted);
	const connections: RawConnection[] = [];
	const open = async () => void connections.push((await target.connect()).write(bytes));
	while (connections.length < count) {
		const wave = Math.min(Wave, count - connections.length);
		await Promise.all(Array.from({ length: wave }, open));
		while (accepted < connections.length) await pause(PollMs);
	}
	const result = await run(connections);
	for (const connection of connections) connection.destroy();
	await untilFewConnections(target);
	server.off('connection', onAccepted).off('drop', onAccepted);
	return result;
}

attack({
	name: '1,000 idle connections: a genuine delivery is still answered',
	how: (target) => withConnections({ target, count: 1_000 }, () => target.hears('despite idle connections')),
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['despite idle connections']
});

attack({
	name: '1,000 connections in the middle of a body: a genuine delivery is still answered',
	how(target) {
		const bytes = webhookBytes(target.sign()).subarray(0, -10);
		return withConnections({ target, count: 1_000, bytes }, () => target.hears('despite unfinished bodies'));
	},
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['despite unfinished bodies']
});

attack({
	name: '1,000 endless bodies just below the limit: the largest are refused, and a genuine delivery is answered',
	how(target) {
		const head = requestBytes({ headers: [['Content-Length', String(256 * 1_024)]] });
		const bytes = Buffer.concat([head, Buffer.alloc(250 * 1_024)]);
		return withConnections({ target, count: 1_000, bytes }, async (large) => {
			const [first] = await Promise.race(large.map((connection) => connection.answers(1)));
			return { first, genuine: await target.hears('despite large bodies') };
		});
	},
	answer({ genuine, first }) {
		expect(genuine.status).toBe(200);
		expect(first).toMatchObject({ status: 503, headers: { 'retry-after': '10', connection: 'close' } });
	},
	stores: { events: 1, deliveries: 1 },
	announces: ['despite large bodies']
});

attack({
	name: 'more connections than the limit: the surplus ones are closed, and the others are served',
	how: (target) =>
		withConnections({ target, count: MaxConnections + 100 }, async (all) => {
			await Promise.race(all.map((connection) => connection.closed));
			const first = await all[0]!.write(health).answers(1);
			return { first, closed: all.filter((connection) => !connection.isOpen).length };
		}),
	answer({ first, closed }) {
		expect(first[0]?.status).toBe(200);
		expect(closed).toBeGreaterThan(0);
		expect(closed).toBeLessThan(200);
	}
});

attack({
	name: '100 pipelined deliveries on one connection',
	async how(target) {
		const all = Array.from({ length: 100 }, (_, index) => webhookBytes(target.sign({ content: `piped ${index}` })));
		return target.send(Buffer.concat(all), 100);
	},
	answer(answers) {
		expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
	},
	stores: { events: 100, deliveries: 100 },
	announces: Array.from({ length: 100 }, (_, index) => `piped ${index}`)
});

for (const [name, leave] of [
	['ends its side before the answer arrives', (connection: RawConnection) => void connection.end()],
	['disconnects before the answer arrives', (connection: RawConnection) => connection.destroy()]
] as const) {
	attack({
		name: `a delivery whose sender ${name} and sends it again: it is handled once`,
		async how(target) {
			const bytes = webhookBytes(target.sign({ content: name }));
			const connection = (await target.connect()).write(bytes);
			leave(connection);
			await connection.closed;
			return target.send(bytes);
		},
		answer: 200,
		stores: { events: 1, deliveries: 1 },
		announces: [name]
	});
}
