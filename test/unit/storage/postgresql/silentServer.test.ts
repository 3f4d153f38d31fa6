import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import { temporaryPlace } from '../../../support/temporaryDatabase.js';

interface Network {
	url: string;
	/** Drops all data from now on, without an error on either side. Resolves when the first data is lost. */
	fallSilent(): Promise<void>;
}

/** Network between the plugin and the server. */
async function networkTo(url: string): Promise<Network> {
	const target = new URL(url);
	const [port, hostname] = [Number(target.port || 5432), target.hostname];
	const sockets = new Set<Socket>();
	let silent = false;
	const server = createServer((near) => {
		if (silent) return void sockets.add(near);
		const far = connect(port, hostname);
		for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
		near.pipe(far);
		far.pipe(near);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	target.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url: target.href,
		fallSilent() {
			silent = true;
			for (const socket of sockets) socket.unpipe().resume();
			return Promise.race([...sockets].map(async (socket) => void (await once(socket, 'data'))));
		}
	};
}

describe.runIf(inject('postgresql'))('a PostgreSQL server that has gone silent', () => {
	it('is found out, and does not keep the bot from closing', async () => {
		const place = await temporaryPlace('postgresql');
		const network = await networkTo(place.url);
		const database = await openDatabase(network.url);
		await database.ping();
		const lost = network.fallSilent();
		database.departures.mark('1', new Date()).catch(() => undefined);
		await lost;
		await expect(database.ping()).rejects.toThrow('The database did not answer within 5 s.');
		await expect(database.close()).rejects.toThrow('The database did not close within 5 s.');
	});
});
