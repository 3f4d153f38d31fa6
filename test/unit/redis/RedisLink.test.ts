import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { RedisLink } from '../../../src/lib/redis/RedisLink.js';

/** A server where Redis does not answer. */
async function deaf(meet: (socket: Socket) => void): Promise<string> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket.on('error', () => undefined));
		meet(socket);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => {
		server.close();
		for (const socket of sockets) socket.destroy();
	});
	return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each<[string, (socket: Socket) => void]>([
	['says nothing', () => undefined],
	['closes every connection', (socket) => socket.destroy()],
	['speaks something else', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')]
])('a Redis that %s delays no start, and published messages are dropped', async (_what, meet) => {
	const logger = Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, () => undefined]));
	const link = new RedisLink(await deaf(meet), logger as unknown as ConstructorParameters<typeof RedisLink>[1]);
	onTestFinished(() => link.stop());
	await link.start({});
	expect(link.isReady).toBe(false);
	expect(link.publish('channel', 'message')).toBe(false);
});
