import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBody } from '../../../src/lib/http/readBody.js';

/** Reads the body of the one request that these bytes make. */
async function read(bytes: string, { limitBytes = 1_000, limitMs }: { limitBytes?: number; limitMs?: number } = {}) {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
	onTestFinished(() => {
		socket.destroy();
		server.close();
	});
	const arrived = once(server, 'request');
	socket.write(bytes);
	const [request] = (await arrived) as [IncomingMessage];
	return readBody(request, limitBytes, limitMs);
}

const post = (headers: string, body: string) => `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`;

describe('a body', () => {
	it('is read to its end', async () => {
		expect((await read(post('Content-Length: 5', 'hello'))).unwrap().toString()).toBe('hello');
		expect((await read(post('Content-Length: 0', ''))).unwrap()).toHaveLength(0);
	});

	it('that is declared too large is not read', async () => {
		expect((await read(post('Content-Length: 1001', ''))).unwrapErr()).toBe('too_large');
	});

	it('in chunks is too large as soon as it is', async () => {
		const chunk = `200\r\n${'x'.repeat(0x200)}\r\n`;
		expect((await read(post('Transfer-Encoding: chunked', chunk.repeat(2)))).unwrapErr()).toBe('too_large');
	});

	it('that does not end in time is given up', async () => {
		expect((await read(post('Content-Length: 500', 'hello'), { limitMs: 20 })).unwrapErr()).toBe('too_slow');
	});

	it('in thousands of pieces is cut', async () => {
		const bytes = post('Transfer-Encoding: chunked', '1\r\nx\r\n'.repeat(5_000));
		expect((await read(bytes, { limitBytes: 10_000 })).unwrapErr()).toBe('aborted');
	});
});
