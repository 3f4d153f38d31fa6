import { once } from 'node:events';
import { createServer } from 'node:net';

/** Returns a port that is free right now. */
export async function freePort() {
	const server = createServer().listen(0, 'localhost');
	await once(server, 'listening');
	const { port } = server.address();
	server.close();
	await once(server, 'close');
	return port;
}
