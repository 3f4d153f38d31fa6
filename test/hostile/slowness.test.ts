import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { RawConnection } from './support/RawConnection.js';
import { requestBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';
import { Visitor } from './support/Visitor.js';

const { attack } = underAttack();

const LongHead = requestBytes({ headers: [['X-Slow', 'x'.repeat(1_000)]] });
const slow: Record<string, (connection: RawConnection, visit: Visit) => unknown> = {
	'says nothing': () => undefined,
	'sends its head byte by byte': (connection) => connection.trickle(LongHead),
	'sends its body byte by byte': (connection) =>
		connection.write(requestBytes({ headers: [['Content-Length', '1000']] })).trickle(Buffer.alloc(1_000)),
	'sends its body in chunks, byte by byte': (connection) =>
		connection
			.write(requestBytes({ headers: [['Transfer-Encoding', 'chunked']] }))
			.trickle(Buffer.from('1\r\nx\r\n'.repeat(100))),
	'ends its head and begins no body': (connection) =>
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
	'stays after an answer': (connection) => connection.write(requestBytes({ line: 'GET /dashboard HTTP/1.1' })),
	// What the system buffers for it is full after some megabytes.
	'asks and asks, and reads no answer': (connection) =>
		connection.stopReading().flood(Buffer.from('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1_000))),
	'follows a busy chat, and reads nothing of it': (connection, visit) => followChat(connection.stopReading(), visit)
};

/** As messages they are short, and as a page long: more of them than the system buffers. */
const Messages = 600;
const content = `[emote:1:${'"'.repeat(90)}]`.repeat(9);

interface Visit {
	target: Target;
	visitor: Visitor;
}

async function followChat(connection: RawConnection, { target, visitor }: Visit): Promise<void> {
	const line = `GET /dashboard/${target.community.guild.id}/chat/stream HTTP/1.1`;
	connection.write(requestBytes({ line, headers: [['Cookie', visitor.cookies]] }));
	for (let sent = 0; sent < Messages; sent += 20) {
		await Promise.all(Array.from({ length: 20 }, () => target.deliver({ content })));
	}
	// Whoever reads nothing hears of no end, until a byte of his own comes back.
	await connection.trickle(Buffer.from('\r\n'.repeat(100)));
}

// All at once: the longest limit is a minute.
attack({
	name: `every connection is cut off that ${Object.keys(slow).join('; ')}`,
	async how(target) {
		const visitor = await Visitor.logIn(target.world, target.community.manager);
		const cut = Object.entries(slow).map(async ([name, dawdle]) => {
			const connection = await target.connect();
			await Promise.all([dawdle(connection, { target, visitor }), connection.closed]);
			return [name, (await connection.answers(1)).at(0)?.status ?? null] as const;
		});
		return Object.fromEntries(await Promise.all(cut));
	},
	answer: (statuses) =>
		expect(statuses).toEqual({
			'says nothing': 408,
			'sends its head byte by byte': 408,
			'sends its body byte by byte': 408,
			'sends its body in chunks, byte by byte': 408,
			'ends its head and begins no body': 408,
			'sends a form byte by byte': 408,
			'stays after an answer': 200,
			'asks and asks, and reads no answer': null,
			'follows a busy chat, and reads nothing of it': null
		}),
	stores: { sessions: 1, events: Messages, deliveries: Messages },
	announces: Array(Messages).fill(content),
	timeoutMs: 180_000
});
