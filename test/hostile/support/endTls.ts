import { connect } from 'node:net';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';

/** Stands for a proxy in front of the bot that ends TLS, but for the TLS: whoever opens that https address reaches the bot. */
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
