import type { IncomingMessage } from 'node:http';
import type { Target } from './Target.js';

/** Resolves when the bot has received `count` requests for a matching address. */
export function untilReceived({ world }: Target, count: number, address: RegExp): Promise<void> {
	const { server } = world.client.server;
	return new Promise((resolve) => {
		let received = 0;
		const onRequest = ({ url = '' }: IncomingMessage) => {
			if (!address.test(url) || ++received < count) return;
			server.off('request', onRequest);
			resolve();
		};
		server.on('request', onRequest);
	});
}
