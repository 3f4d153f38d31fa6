import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { BodyReader } from '../../../../src/lib/http/body/BodyReader.js';
import { VirtualClock } from '../../time/VirtualClock.js';

const Limits = { durationMs: 10_000, totalBytes: 10_000 };

let clock: VirtualClock;
let reader: BodyReader;
beforeEach(() => {
	clock = new VirtualClock();
	reader = new BodyReader(Limits, clock);
});

/** Sends these bytes to a server. Returns the request that they begin, and its connection. */
async function begin(bytes: string): Promise<{ request: IncomingMessage; socket: Socket }> {
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
	return { request, socket };
}

const read = async (bytes: string, limitBytes = 1_000) => reader.read((await begin(bytes)).request, limitBytes);
const post = (headers: string, body: string) => `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const lastChunk = '0\r\n\r\n';

describe('a body', () => {
	it('is read to its end', async () => {
		expect(String(await read(post('Content-Length: 5', 'hello')))).toBe('hello');
		expect(await read(post('Content-Length: 0', ''))).toHaveLength(0);
		expect(await read('POST / HTTP/1.1\r\nHost: x\r\n\r\n')).toHaveLength(0);
	});

	it('in several chunks is put together, in order', async () => {
		const body = await read(post('Transfer-Encoding: chunked', chunk('one ') + chunk('two') + lastChunk));
		expect(String(body)).toBe('one two');
	});

	it('in several packets is put together, in order', async () => {
		const { request, socket } = await begin(post('Content-Length: 7', 'one '));
		const body = reader.read(request, 1_000);
		await once(request, 'data');
		socket.write('two');
		expect(String(await body)).toBe('one two');
	});

	it('that is whole is the piece that arrived, and keeps no larger buffer alive', async () => {
		const { request } = await begin(post('Content-Length: 5', 'hello'));
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		const body = (await reader.read(request, 1_000)) as Buffer;
		expect(body).toBe(pieces[0]);
		expect(body.buffer.byteLength).toBeLessThan(8_193);
	});

	it('that is declared too large is not read', async () => {
		expect(await read(post('Content-Length: 1001', ''))).toBe('too_large');
	});

	it('in chunks is too large as soon as it exceeds the limit', async () => {
		const body = await read(post('Transfer-Encoding: chunked', chunk('x'.repeat(0x200)).repeat(2)));
		expect(body).toBe('too_large');
	});

	it('in thousands of pieces is cut off', async () => {
		const bytes = post('Transfer-Encoding: chunked', chunk('x').repeat(5_000));
		expect(await read(bytes, 10_000)).toBe('aborted');
	});

	it('whose connection ends early is aborted', async () => {
		const { request, socket } = await begin(post('Content-Length: 500', 'hello'));
		const body = reader.read(request, 1_000);
		socket.destroy();
		expect(await body).toBe('aborted');
	});
});

describe('the time limit', () => {
	it('ends each late body, and no other', async () => {
		const early = reader.read((await begin(post('Content-Length: 500', 'hello'))).request, 1_000);
		const silent = reader.read((await begin(post('Content-Length: 500', ''))).request, 1_000);
		await clock.advance(5_000);
		const { request, socket } = await begin(post('Content-Length: 5', 'hell'));
		const late = reader.read(request, 1_000);
		await clock.advance(5_000);
		expect([await early, await silent]).toEqual(['too_slow', 'too_slow']);
		socket.write('o');
		expect(String(await late)).toBe('hello');
	});

	it('accepts no bytes after the end', async () => {
		const { request, socket } = await begin(post('Content-Length: 500', 'hello'));
		const body = reader.read(request, 1_000);
		await clock.advance(10_000);
		expect(await body).toBe('too_slow');
		socket.write('x'.repeat(495));
		await once(request, 'end');
		expect(await body).toBe('too_slow');
	});

	it('keeps no timer when no body is open', async () => {
		await read(post('Content-Length: 5', 'hello'));
		await clock.advance(1_000);
		expect(clock.pendingTimers).toBe(0);
	});
});

describe('the budget of all bodies', () => {
	it('ends the largest incomplete body, while whole ones are read', async () => {
		const largest = reader.read((await begin(post('Content-Length: 9000', 'x'.repeat(6_000)))).request, 9_000);
		const { request, socket } = await begin(post('Content-Length: 6000', 'x'.repeat(5_000)));
		const other = reader.read(request, 9_000);
		expect(await largest).toBe('crowded');
		expect(await read(post('Content-Length: 9000', 'x'.repeat(9_000)), 9_000)).toHaveLength(9_000);
		socket.write('x'.repeat(1_000));
		expect(await other).toHaveLength(6_000);
	});

	it('is released by bodies that have ended', async () => {
		for (let number = 0; number < 5; number++) {
			const { request, socket } = await begin(post('Content-Length: 9000', 'x'.repeat(8_000)));
			const body = reader.read(request, 9_000);
			if (number % 2 === 0) socket.destroy();
			else socket.write('x'.repeat(1_000));
			expect(await body).toEqual(number % 2 === 0 ? 'aborted' : expect.any(Buffer));
		}
	});
});
