import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream } from '../../../src/lib/http/EventStream.js';
import { PatienceMs } from '../../support/patience.js';

let server: Server;
let client: Socket;
let stream: EventStream;

beforeEach(async () => {
	server = createServer();
	await once(server.listen(0, '127.0.0.1'), 'listening');
	client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
	client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	const [, response] = await once(server, 'request');
	stream = new EventStream(response);
});
afterEach(() => {
	vi.useRealTimers();
	client.destroy();
	server.close();
});

describe('EventStream', () => {
	it('sends events with their ids, whatever the data contains, and a last one', async () => {
		await stream.send('patch', { html: 'one\n\nevent: end\ndata: forged' }, 'mark');
		stream.end('end', 'access');
		let text = '';
		for await (const chunk of client.resume()) {
			text += String(chunk);
			if (text.includes('access')) break;
		}
		expect(text).toContain('id: mark\nevent: patch\ndata: {"html":"one\\n\\nevent: end\\ndata: forged"}\n\n');
		expect(text).toContain('event: end\ndata: "access"\n\n');
	});

	it('waits for a slow reader, and continues when it reads', async () => {
		const large = 'x'.repeat(1_000_000);
		let sent = 0;
		const sending = (async () => {
			for (; sent < 100; sent++) await stream.send('patch', large);
		})();
		await vi.waitFor(() => expect(sent).toBeGreaterThan(0), PatienceMs);
		const waiting = sent;
		await once(client.resume(), 'data');
		await sending;
		expect(waiting).toBeLessThan(100);
		expect(sent).toBe(100);
	});

	it('ends with its connection, even behind another request on it, and leaves no listeners there', async () => {
		client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
		const [request, response] = await once(server, 'request');
		const behind = new EventStream(response);
		const [before] = [request.socket.listenerCount('close')];
		behind.end();
		expect(request.socket.listenerCount('close')).toBe(before - 1);
		client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
		const [, another] = await once(server, 'request');
		const last = new EventStream(another);
		const over = Promise.all([stream, last].map(({ signal }) => once(signal, 'abort')));
		client.destroy();
		await over;
	});

	it('closes its connection when it ends, even if the browser reads nothing and keeps sending', async () => {
		const connection = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
		connection.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
		const [request, response] = await once(server, 'request');
		const sending = setInterval(() => connection.write('\n'), 10);
		const closed = once(request.socket, 'close');
		new EventStream(response).end();
		await closed;
		clearInterval(sending);
		connection.destroy();
	});

	it('ends immediately for a browser that has left before', async () => {
		const connection = connect((server.address() as AddressInfo).port, '127.0.0.1');
		connection.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
		const [, response] = await once(server, 'request');
		connection.destroy();
		await once(response, 'close');
		expect(new EventStream(response).signal.aborted).toBe(true);
	});

	it('ends when the browser leaves, and nothing waits for it', async () => {
		const waiting = stream.send('patch', 'x'.repeat(50_000_000));
		client.destroy();
		await waiting;
		expect(stream.signal.aborted).toBe(true);
		await stream.send('patch', 'later');
	});
});
