import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { RawConnection } from './support/RawConnection.js';
import { requestBytes, webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';
import { untilFewConnections } from './support/untilFewConnections.js';

const { attack } = underAttack();

const MaxConnections = 2_048;
/** More at once wait in the system's own queue, which drops what does not fit. */
const Wave = 250;
const PollMs = 10;
const health = requestBytes({ line: 'GET /health HTTP/1.1' });

/** What happens while so many connections are open, each with this beginning: taken, not just waiting to be taken. */
async function beside<T>(
	{ target, count, bytes = '' }: { target: Target; count: number; bytes?: Buffer | string },
	run: (connections: readonly RawConnection[]) => Promise<T>
): Promise<T> {
	const { server } = target.world.client.server;
	let taken = 0;
	const onTaken = (): void => {
		taken += 1;
	};
	server.on('connection', onTaken).on('drop', onTaken);
	const connections: RawConnection[] = [];
	const open = async () => void connections.push((await target.connect()).write(bytes));
	while (connections.length < count) {
		const wave = Math.min(Wave, count - connections.length);
		await Promise.all(Array.from({ length: wave }, open));
		while (taken < connections.length) await pause(PollMs);
	}
	const result = await run(connections);
	for (const connection of connections) connection.destroy();
	await untilFewConnections(target);
	server.off('connection', onTaken).off('drop', onTaken);
	return result;
}

attack({
	name: '1,000 idle connections: a genuine delivery is answered beside them',
	how: (target) => beside({ target, count: 1_000 }, () => target.hears('beside the idle')),
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['beside the idle']
});

attack({
	name: '1,000 connections in the middle of a body: a genuine delivery is answered beside them',
	how(target) {
		const bytes = webhookBytes(target.sign()).subarray(0, -10);
		return beside({ target, count: 1_000, bytes }, () => target.hears('beside the active'));
	},
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['beside the active']
});

attack({
	name: '1,000 bodies just below the limit that never end: the largest have to go, a genuine delivery is answered beside them',
	how(target) {
		const head = requestBytes({ headers: [['Content-Length', String(256 * 1_024)]] });
		const bytes = Buffer.concat([head, Buffer.alloc(250 * 1_024)]);
		return beside({ target, count: 1_000, bytes }, async (large) => {
			const [first] = await Promise.race(large.map((connection) => connection.answers(1)));
			return { first, genuine: await target.hears('beside the large') };
		});
	},
	answer({ genuine, first }) {
		expect(genuine.status).toBe(200);
		expect(first).toMatchObject({ status: 503, headers: { 'retry-after': '10', connection: 'close' } });
	},
	stores: { events: 1, deliveries: 1 },
	announces: ['beside the large']
});

attack({
	name: 'more connections than there may be: those above are closed, the others are served',
	how: (target) =>
		beside({ target, count: MaxConnections + 100 }, async (all) => {
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
	name: '100 deliveries in one go on one connection, without waiting for an answer',
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
	['ends its side before the answer comes', (connection: RawConnection) => void connection.end()],
	['is gone before the answer comes', (connection: RawConnection) => connection.destroy()]
] as const) {
	attack({
		name: `a delivery whose sender ${name}, and sends it again: it is handled once`,
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
