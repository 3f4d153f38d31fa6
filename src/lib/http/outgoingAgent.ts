import { ProxyError } from '../connectionReason.js';
import { Agent, type Dispatcher, Pool, ProxyAgent } from '../undici.js';

/** Returns the proxy for an address, with its password; `null` for a direct connection. */
export type ProxyFor = (url: string) => string | null;

export interface OutgoingOptions extends Agent.Options {
	/** For the connection to the server, and for that to the proxy. */
	connectTimeoutMs: number;
	/** @default no proxy */
	proxyFor?: ProxyFor | undefined;
}

/** Makes the connections to one server, by a proxy where there is one for it. */
export function outgoingAgent(origin: string, options: OutgoingOptions): Dispatcher {
	const { connectTimeoutMs: timeout, proxyFor, ...limits } = options;
	const proxy = proxyFor?.(origin) ?? null;
	if (proxy === null) return new Agent({ ...limits, connect: { timeout } });
	const { uri, authorization } = splitProxyUrl(proxy);
	return new ProxyAgent({
		...limits,
		uri,
		...(authorization && { token: authorization }),
		requestTls: { timeout },
		proxyTls: { timeout },
		// A proxy that takes the connection and says nothing is given up, too.
		clientFactory: (url, poolOptions) => new ProxyConnections(url, { ...poolOptions, headersTimeout: timeout })
	});
}

/** undici asks a proxy that closes the connection again at once, a thousand times a second, unless its error is another one. */
class ProxyConnections extends Pool {
	public override connect(
		options: Parameters<Pool['connect']>[0],
		callback?: unknown
	): Promise<Dispatcher.ConnectData> {
		if (callback) throw new TypeError('A tunnel is made by a promise.');
		return super.connect(options).catch((cause: unknown) => {
			throw new ProxyError(cause);
		});
	}
}

/** Keeps the password apart from the address, which errors and debug logs may quote. */
export function splitProxyUrl(proxy: string): { uri: string; authorization: string | null } {
	const url = new URL(proxy);
	const { username, password } = url;
	url.username = '';
	url.password = '';
	const credentials = `${decoded(username)}:${decoded(password)}`;
	return {
		uri: url.href,
		authorization: username || password ? `Basic ${Buffer.from(credentials).toString('base64')}` : null
	};
}

/** A percent sign that begins no escape is one that somebody typed. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
