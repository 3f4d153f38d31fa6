import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { RawConnection } from './support/RawConnection.js';
import { requestBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';
import { Visitor } from './support/Visitor.js';

const { attack } = await underAttack();

const LongHead = requestBytes({ headers: [['X-Slow', 'x'.repeat(1_000)]] });
const slow: Record<string, (connection: RawConnection, visit: DashboardRequest) => unknown> = {
	'says nothing': () => undefined,
	'sends its head byte by byte': (connection) => connection.trickle(LongHead),
	'sends its body byte by byte': (connection) =>
		connection.write(requestBytes({ headers: [['Content-Length', '1000']] })).trickle(Buffer.alloc(1_000)),
	'sends its body in chunks, byte by byte': (connection) =>
		connection
			.write(requestBytes({ headers: [['Transfer-Encoding', 'chunked']] }))
			.trickle(Buffer.from('1\r\nx\r\n'.repeat(100))),
	'ends its head and sends no body': (connection) =>
		connection.write(requestBytes({ headers: [['Content-Length', '1000']] })),
	'sends a form byte by byte': (connection, { target, visitor }) => {
		const headers = [
			['Cookie', visitor.cookies],
			['Origin', target.world.url],
			['Content-Type', 'application/x-www-form-urlencoded'],
			['Content-Length', '1000']
		] as const;
		const line = `POST /dashboard/${target.community.guild.id}/chat/say HTTP/1.1`;
		return connection.write(requestBytes({ line, headers })).trickle(Buffer.alloc(1_000));
	},
	'stays open after an answer': (connection) => connection.write(requestBytes({ line: 'GET /dashboard HTTP/1.1' })),
	// The buffers of the operating system are full after some megabytes.
	'sends many requests and reads no answer': (connection) =>
		connection.stopReading().flood(Buffer.from('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1_000))),
	'follows a busy chat and reads nothing': (connection, visit) => followChat(connection.stopReading(), visit)
};

/** Short message that becomes long on a page. */
const content = `[emote:1:${'"'.repeat(90)}]`.repeat(9);

interface DashboardRequest {
	target: Target;
	visitor: Visitor;
	/** Number of messages delivered so far. */
	delivered: number;
}

async function followChat(connection: RawConnection, visit: DashboardRequest): Promise<void> {
	const { target, visitor } = visit;
	const line = `GET /dashboard/${target.community.guild.id}/chat/stream HTTP/1.1`;
	connection.write(requestBytes({ line, headers: [['Cookie', visitor.cookies]] }));
	// Operating systems buffer from 4 MB to more than 30 MB.
	while (connection.isOpen) {
		await Promise.all(Array.from({ length: 20 }, () => target.deliver({ content })));
		visit.delivered += 20;
		// A client that reads nothing notices the end of the connection only when it writes.
		await connection.trickle(Buffer.from('\n'), 100);
	}
}

// All connections run at once, because the longest limit is a minute.
attack({
	name: `every connection is closed that ${Object.keys(slow).join('; ')}`,
	async how(target) {
		const visitor = await Visitor.logIn(target.world, target.community.manager);
		const visit = { target, visitor, delivered: 0 };
		const cut = Object.entries(slow).map(async ([name, run]) => {
			const connection = await target.connect();
			await Promise.all([run(connection, visit), connection.closed]);
			return [name, (await connection.answers(1)).at(0)?.status ?? null] as const;
		});
		const statuses = Object.fromEntries(await Promise.all(cut));
		return { statuses, delivered: visit.delivered };
	},
	answer: ({ statuses }) =>
		expect(statuses).toEqual({
			'says nothing': 408,
			'sends its head byte by byte': 408,
			'sends its body byte by byte': 408,
			'sends its body in chunks, byte by byte': 408,
			'ends its head and sends no body': 408,
			'sends a form byte by byte': 408,
			'stays open after an answer': 200,
			'sends many requests and reads no answer': null,
			'follows a busy chat and reads nothing': null
		}),
	stores: ({ delivered }) => ({ sessions: 1, events: delivered, deliveries: delivered }),
	announces: ({ delivered }) => Array(delivered).fill(content)
});
