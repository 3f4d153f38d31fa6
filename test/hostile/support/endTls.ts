import { connect } from 'node:net';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';

/** Simulates a proxy that ends TLS in front of the bot: requests to this https address reach the bot over TCP. */
export function endTls(address: string): void {
	const { hostname } = new URL(address);
	const usual = buildConnector({});
	setGlobalDispatcher(
		new Agent({
			connect(options, callback) {
				if (options.hostname !== hostname) return usual(options, callback);
				const socket = connect({ host: 'localhost', port: Number(process.env.PORT) });
				socket.once('connect', () => callback(null, socket)).once('error', (error) => callback(error, null));
			}
		})
	);
}
