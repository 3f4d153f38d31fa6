import type { IncomingMessage } from 'node:http';
import type { Target } from './Target.js';

/** Resolves when the bot has so many requests for such an address. */
export function untilReceived({ world }: Target, count: number, address: RegExp): Promise<void> {
	const { server } = world.client.server;
	return new Promise((resolve) => {
		let received = 0;
		const look = ({ url = '' }: IncomingMessage) => {
			if (!address.test(url) || ++received < count) return;
			server.off('request', look);
			resolve();
		};
		server.on('request', look);
	});
}
