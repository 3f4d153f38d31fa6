import { isIP } from 'node:net';

export interface Cookie {
	name: string;
	value: string;
	host: string;
	path: string;
	secure: boolean;
	httpOnly: boolean;
	sameSite: 'strict' | 'lax' | 'none';
	/** Milliseconds since 1970; `null` lives as long as the browser. */
	expiresAt: number | null;
}

export interface CookieRequest {
	url: URL;
	method: string;
	/** Whether another site led here. */
	isCrossSite: boolean;
}

const LoopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Cookies by host, with the rules of RFC 6265bis as Chromium applies them to pages. Ports don't separate cookies. */
export class CookieJar {
	#cookies: Cookie[] = [];

	/** Those that are alive. */
	public get all(): readonly Cookie[] {
		return this.#cookies.filter(({ expiresAt }) => expiresAt === null || expiresAt > Date.now());
	}

	/** Stores what a response sets; a cookie that breaks a rule is dropped, as browsers do it. */
	public store(url: URL, header: string): void {
		const cookie = parseCookie(url, header);
		if (cookie === null) return;
		const { name, host, path } = cookie;
		this.#cookies = this.#cookies.filter((one) => one.name !== name || one.host !== host || one.path !== path);
		this.#cookies.push(cookie);
	}

	/** Value of the `Cookie` header, empty without any. */
	public header(request: CookieRequest): string {
		return this.all
			.filter((cookie) => isSent(cookie, request))
			.sort((one, other) => other.path.length - one.path.length)
			.map(({ name, value }) => `${name}=${value}`)
			.join('; ');
	}
}

function parseCookie(url: URL, header: string): Cookie | null {
	const [pair = '', ...rest] = header.split(';');
	const [name, value] = splitPair(pair);
	const attributes = new Map(rest.map((part) => splitPair(part)).map(([key, text]) => [key.toLowerCase(), text]));
	const path = attributes.get('path') ?? '';
	const sameSite = attributes.get('samesite')?.toLowerCase();
	const cookie: Cookie = {
		name,
		value,
		host: url.hostname,
		path: path.startsWith('/') ? path : defaultPath(url.pathname),
		secure: attributes.has('secure'),
		httpOnly: attributes.has('httponly'),
		sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax',
		expiresAt: expiry(attributes)
	};
	return name !== '' && isAllowed(cookie, url, attributes.get('domain')) ? cookie : null;
}

/** Only host-only cookies are kept: a `Domain` is taken where it names the very host. */
function isAllowed({ name, path, secure, sameSite }: Cookie, url: URL, domain: string | undefined): boolean {
	if (domain !== undefined && domain.replace(/^\./, '').toLowerCase() !== url.hostname) return false;
	if (secure && !isTrustworthy(url)) return false;
	if (sameSite === 'none' && !secure) return false;
	if (name.startsWith('__Secure-') && !secure) return false;
	return !name.startsWith('__Host-') || (secure && path === '/' && domain === undefined);
}

function isSent(cookie: Cookie, { url, method, isCrossSite }: CookieRequest): boolean {
	if (cookie.host !== url.hostname || !pathMatches(cookie.path, url.pathname)) return false;
	if (cookie.secure && !isTrustworthy(url)) return false;
	if (!isCrossSite || cookie.sameSite === 'none') return true;
	return cookie.sameSite === 'lax' && method === 'GET';
}

/** Chromium takes `Secure` cookies over plain HTTP from loopback hosts too. */
function isTrustworthy({ protocol, hostname }: URL): boolean {
	return protocol === 'https:' || LoopbackHosts.has(hostname);
}

/** `Max-Age` counts before `Expires`. */
function expiry(attributes: Map<string, string>): number | null {
	const maxAge = attributes.get('max-age');
	if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Date.now() + Number(maxAge) * 1000;
	const expires = Date.parse(attributes.get('expires') ?? '');
	return Number.isNaN(expires) ? null : expires;
}

function splitPair(text: string): [string, string] {
	const index = text.indexOf('=');
	return index === -1 ? [text.trim(), ''] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}

function defaultPath(pathname: string): string {
	return pathname.slice(0, pathname.lastIndexOf('/')) || '/';
}

function pathMatches(path: string, pathname: string): boolean {
	if (pathname === path) return true;
	return pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}

/**
 * The site that `SameSite` compares: scheme and registrable domain, without the port. The domain is taken to be the last two
 * labels, which is right for everything that the sandbox visits.
 */
export function siteOf({ protocol, hostname }: URL): string {
	const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
	return `${protocol}//${isAddress ? hostname : hostname.split('.').slice(-2).join('.')}`;
}
