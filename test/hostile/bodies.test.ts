import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import { chunkedWebhookBytes, chunksOf, requestBytes, webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

const LimitBytes = 256 * 1_024;
const MB = 1_024 * 1_024;

/** Signs a chat message whose body has exactly this number of bytes. */
function signedOf(bytes: number, target: Target) {
	const body = JSON.stringify(target.chatBody({ content: 'full', padding: '' }));
	const padded = body.replace('"padding":""', `"padding":"${'x'.repeat(bytes - body.length)}"`);
	return target.sign({ body: padded });
}

/** Reads the event before the newest one, which is the check after the attack. */
async function lastEvent({ world }: Target): Promise<Record<string, unknown> | undefined> {
	return (await world.place.query('SELECT state, error, payload FROM kick_events ORDER BY seq DESC LIMIT 2'))[1];
}

attack({
	name: 'a body of 48 MB with a declared length',
	how: (target) =>
		target.send(requestBytes({ headers: [['Content-Length', String(48 * MB)]], body: Buffer.alloc(MB) })),
	answer: ([answer]) => expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } })
});

attack({
	name: 'a declared body of 48 MB that never begins',
	how: (target) => target.send(requestBytes({ headers: [['Content-Length', String(48 * MB)]] })),
	answer: 413
});

attack({
	name: 'a body of 48 MB in chunks, without a content type',
	async how(target) {
		const connection = await target.connect();
		connection.write(requestBytes({ headers: [['Transfer-Encoding', 'chunked']] }));
		await connection.flood(chunksOf(Buffer.alloc(64 * 1_024), 64 * 1_024), 48 * MB);
		return connection.answers(1);
	},
	answer: 413
});

attack({
	name: 'an endless body on 20 connections: each is cut off',
	async how(target) {
		const endless = async () => {
			const connection = await target.connect();
			connection.write(requestBytes({ headers: [['Transfer-Encoding', 'chunked']] }));
			await connection.flood(chunksOf(Buffer.alloc(16 * 1_024), 16 * 1_024));
			await connection.closed;
		};
		await Promise.all(Array.from({ length: 20 }, endless));
		return 'cut';
	},
	answer: (end) => expect(end).toBe('cut')
});

attack({
	name: 'a genuine delivery that is one byte too long',
	how: (target) => target.send(webhookBytes(signedOf(LimitBytes + 1, target))),
	answer: 413
});

attack({
	name: 'a genuine delivery of exactly the maximum size',
	how: (target) => target.send(webhookBytes(signedOf(LimitBytes, target))),
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['full']
});

attack({
	name: 'a genuine delivery in 60,000 chunks of one byte: the connection is cut off',
	how: (target) => target.send(chunkedWebhookBytes(signedOf(60_000, target), 1)),
	answer: (answers) => expect(answers).toEqual([])
});

attack({
	name: 'a genuine delivery in 1,000 chunks',
	how: (target) => target.send(chunkedWebhookBytes(signedOf(100_000, target), 100)),
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['full']
});

attack({
	name: 'a signature in the trailer of a chunked body',
	how(target) {
		const { headers, body } = target.sign();
		const { 'Kick-Event-Signature': signature, ...others } = headers;
		const head = requestBytes({ headers: [...Object.entries(others), ['Transfer-Encoding', 'chunked']] });
		const trailer = `0\r\nKick-Event-Signature: ${signature}\r\n\r\n`;
		return target.send(Buffer.concat([head, chunksOf(body, body.length), Buffer.from(trailer)]));
	},
	answer: 400
});

attack({
	name: 'an endless chunk extension',
	async how(target) {
		const connection = await target.connect();
		connection.write(requestBytes({ headers: [['Transfer-Encoding', 'chunked']], body: '1;' }));
		await connection.flood(Buffer.alloc(64 * 1_024, 'x'), 16 * MB);
		return connection.answers(1);
	},
	answer: 413
});

for (const [encoding, body] of [
	['gzip', gzipSync(Buffer.alloc(128 * MB))],
	['br', Buffer.from('not compressed at all')],
	['identity, gzip, gzip', gzipSync(gzipSync('{}'))]
] as const) {
	attack({
		name: `a forged body in ${encoding}: it is not decompressed`,
		how: (target) =>
			target.deliver({ body, headers: { 'Content-Encoding': encoding, 'Kick-Event-Signature': 'AAAA' } }),
		answer: 401
	});
	attack({
		name: `a signed body in ${encoding}: it is not decompressed`,
		how: (target) => target.deliver({ body, headers: { 'Content-Encoding': encoding } }),
		answer: 200,
		stores: { events: 1 },
		after: async (target) =>
			expect(await lastEvent(target)).toMatchObject({ state: 'unreadable', error: 'The body is not JSON.' })
	});
}

for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'nonsense']) {
	attack({
		name: `a genuine delivery with the content type ${type}`,
		how: (target) => target.deliver({ content: type, headers: { 'Content-Type': type } }),
		answer: 200,
		stores: { events: 1, deliveries: 1 },
		announces: [type]
	});
}

attack({
	name: 'a body that ends before its declared length',
	async how(target) {
		const { headers, body } = target.sign();
		const connection = await target.connect();
		connection.write(requestBytes({ headers: [...Object.entries(headers), ['Content-Length', '5000']], body })).end();
		const answers = await connection.answers(1);
		await connection.closed;
		return answers;
	},
	// Node may still answer that the request is invalid. There is no other answer.
	answer: (answers) => expect(answers.filter(({ status }) => status !== 400)).toEqual([])
});

attack({
	name: 'a connection that breaks in the middle of a body, 200 times',
	async how(target) {
		const bytes = webhookBytes(target.sign());
		for (let index = 0; index < 200; index++) {
			const connection = await target.connect();
			connection.write(bytes.subarray(0, bytes.length - 1 - (index % 100))).destroy();
		}
		return target.send(bytes);
	},
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['hello']
});

for (const length of ['-1', '+5', '5e1', '0x10', '5, 5', '5 5', '', '99999999999999999999999']) {
	attack({
		name: `a Content-Length of ${JSON.stringify(length)}`,
		how: (target) => target.send(requestBytes({ headers: [['Content-Length', length]], body: 'hello' })),
		answer: 400
	});
}
