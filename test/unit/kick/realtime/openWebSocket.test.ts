import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWebSocket } from '../../../../src/lib/kick/realtime/openWebSocket.js';
import type { Socket, SocketClosing } from '../../../../src/lib/kick/realtime/Socket.js';
import { SocketServer } from './support/SocketServer.js';

let server: SocketServer;
let socket: Socket;
let opened: Promise<void>;
let closed: Promise<SocketClosing>;

beforeEach(async () => {
	server = await SocketServer.start();
	opened = new Promise((isOpen) => {
		closed = new Promise((isClosed) => {
			socket = openWebSocket(server.origin, { opened: isOpen, received: () => {}, closed: isClosed });
		});
	});
});

afterEach(async () => {
	socket.terminate();
	await server.stop();
});

test('a server that no longer reads does not fill the memory', async () => {
	await opened;
	const peer = await server.peers.take();
	peer.freeze();
	let sent = 0;
	const isClosed = closed.then(() => true);
	while (sent < 100 && !(await Promise.race([isClosed, new Promise((resolve) => setImmediate(resolve, false))]))) {
		socket.send('x'.repeat(1024 * 1024));
		sent++;
	}
	expect(sent).toBeLessThan(100);
	expect(await closed).toMatchObject({ code: 1006 });
});

test('messages before the opening or after the end are dropped', async () => {
	socket.send('too early');
	await opened;
	const peer = await server.peers.take();
	socket.send('in time');
	expect(await peer.received.take()).toBe('in time');
	peer.close(4200, 'come again');
	expect(await closed).toEqual({ code: 4200, reason: 'come again' });
	socket.send('too late');
	expect(peer.received.waiting).toEqual([]);
});

test('can be given up while it is opening', async () => {
	socket.terminate();
	expect(await closed).toMatchObject({ code: 1006 });
});
