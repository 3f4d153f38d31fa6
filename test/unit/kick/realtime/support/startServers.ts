import { onTestFinished } from 'vitest';
import { HttpStub } from '../../../../support/HttpStub.js';
import { SocketServer } from './SocketServer.js';

/** Starts the server of the live socket and Kick's API, and stops them when the running test ends. */
export async function startServers(): Promise<{ server: SocketServer; kick: HttpStub }> {
	const server = await SocketServer.start();
	onTestFinished(() => server.stop());
	const kick = await HttpStub.start();
	onTestFinished(() => kick.stop());
	return { server, kick };
}
