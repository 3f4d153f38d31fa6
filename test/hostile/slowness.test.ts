import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { RawConnection } from './support/RawConnection.js';
import { requestBytes } from './support/requestBytes.js';

const { attack } = underAttack();

const LongHead = requestBytes({ headers: [['X-Slow', 'x'.repeat(1_000)]] });
const slow: Record<string, (connection: RawConnection) => unknown> = {
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
	'stays after an answer': (connection) => connection.write(requestBytes({ line: 'GET /health HTTP/1.1' })),
	// What the system buffers for it is full after some megabytes.
	'asks and asks, and reads no answer': (connection) =>
		connection.stopReading().flood(Buffer.from('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1_000)))
};

// All at once: the longest limit is a minute.
attack({
	name: `every connection is cut off that ${Object.keys(slow).join('; ')}`,
	async how(target) {
		const cut = Object.entries(slow).map(async ([name, dawdle]) => {
			const connection = await target.connect();
			void dawdle(connection);
			await connection.closed;
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
			'stays after an answer': 200,
			'asks and asks, and reads no answer': null
		}),
	timeoutMs: 120_000
});
