import { isIPv6 } from 'node:net';
import * as fields from './fields.js';
import type { Variables } from './Variables.js';

/** One entry of `NO_PROXY`. */
interface Exception {
	hostName: string;
	/** `null` for any port. */
	port: string | null;
}

/**
 * Outgoing proxies from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. As in curl, lower-case names win, and an entry of
 * `NO_PROXY` also covers its subdomains.
 *
 * The addresses are private fields, so that no log prints a password in them.
 */
export class OutgoingProxies {
	readonly #forHttp: string | null;
	readonly #forHttps: string | null;
	readonly #exceptions: readonly Exception[];

	private constructor(forHttp: string | null, forHttps: string | null, noProxy: string) {
		this.#forHttp = forHttp;
		this.#forHttps = forHttps;
		this.#exceptions = noProxy
			.split(/[\s,]+/)
			.filter(Boolean)
			.map(parseException);
	}

	public static read(variables: Variables): OutgoingProxies {
		const readProxy = (name: string) =>
			variables.read(name.toLowerCase(), undefined, fields.proxyUrl) ??
			variables.read(name, undefined, fields.proxyUrl);
		const noProxy =
			variables.read('no_proxy', undefined, fields.text) ?? variables.read('NO_PROXY', undefined, fields.text);
		return new OutgoingProxies(readProxy('HTTP_PROXY'), readProxy('HTTPS_PROXY'), noProxy ?? '');
	}

	/** Returns the proxy for an `http(s)` or `ws(s)` address, with its password; `null` for a direct connection. */
	public urlFor(address: string): string | null {
		const { protocol, hostname, port } = new URL(address);
		const isSecure = protocol === 'https:' || protocol === 'wss:';
		const isException = this.#exceptions.some(
			(exception) =>
				(exception.port === null || exception.port === (port || (isSecure ? '443' : '80'))) &&
				(exception.hostName === '*' || exception.hostName === hostname || hostname.endsWith(`.${exception.hostName}`))
		);
		return isException ? null : isSecure ? this.#forHttps : this.#forHttp;
	}
}

function parseException(entry: string): Exception {
	if (isIPv6(entry)) return { hostName: new URL(`http://[${entry}]`).hostname, port: null };
	const [, name = entry, port = null] = /^(.+):(\d+)$/.exec(entry) ?? [];
	return { hostName: name.replace(/^\*?\./, '').toLowerCase(), port };
}
