import { ProxyError } from '../connectionReason.js';
import { Agent, type Dispatcher, Pool, ProxyAgent } from '../undici.js';

/** Returns the proxy for an address, with its password; `null` for a direct connection. */
export type ProxyFor = (url: string) => string | null;

export interface OutgoingOptions extends Agent.Options {
	/** Limit for the connection to the server, and for the one to the proxy. */
	connectTimeoutMs: number;
	/** @default no proxy */
	proxyFor?: ProxyFor | undefined;
}

/** Creates the dispatcher for connections to one server, through a proxy if there is one for it. */
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
		// The limit also applies to a proxy that accepts the connection and sends nothing.
		clientFactory: (url, poolOptions) => new ProxyConnections(url, { ...poolOptions, headersTimeout: timeout })
	});
}

/**
 * Connections to a proxy, with their own error class. On its default error, undici retries a proxy that closes the
 * connection at once, a thousand times a second.
 */
class ProxyConnections extends Pool {
	public override connect(
		options: Parameters<Pool['connect']>[0],
		callback?: unknown
	): Promise<Dispatcher.ConnectData> {
		if (callback) throw new TypeError('A tunnel is created with a promise, not with a callback.');
		return super.connect(options).catch((cause: unknown) => {
			throw new ProxyError(cause);
		});
	}
}

/** Separates the password from the address, because errors and debug logs may quote the address. */
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

/** Decodes percent escapes. Returns the text as it is when it contains a literal percent sign. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
