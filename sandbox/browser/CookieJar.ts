import { MemoryCookieStore, Cookie as ToughCookie, CookieJar as ToughCookieJar } from 'tough-cookie';

export interface Cookie {
	name: string;
	value: string;
	host: string;
	path: string;
	secure: boolean;
	httpOnly: boolean;
	sameSite: 'strict' | 'lax' | 'none';
	/** Milliseconds since 1970; `null` for a cookie that lasts as long as the browser. */
	expiresAt: number | null;
}

export interface CookieRequest {
	url: URL;
	method: string;
	/** Whether another site led to this request. */
	isCrossSite: boolean;
}

/**
 * Cookies of one browser. The rules are those of RFC 6265bis as Chromium applies them to pages.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/
 */
export class CookieJar {
	readonly #store = new MemoryCookieStore();
	/** Chromium stores and sends `Secure` cookies over plain HTTP on loopback hosts, and only there. */
	readonly #jar = new ToughCookieJar(this.#store, { allowSecureOnLocal: true, enforceSecureOriginOnStorage: true });

	/** Cookies that have not expired, oldest first. */
	public get all(): readonly Cookie[] {
		const alive: Cookie[] = [];
		// The memory store calls back before it returns.
		this.#store.getAllCookies((_, cookies = []) => {
			for (const cookie of cookies) if (cookie.TTL() > 0) alive.push(describe(cookie));
		});
		return alive;
	}

	/** Stores the cookie of a `Set-Cookie` header. One that breaks a rule is dropped, as browsers do. */
	public store(url: URL, header: string): void {
		const cookie = ToughCookie.parse(header);
		if (cookie === undefined) return;
		// RFC 6265bis, section 5.7: `SameSite=None` needs `Secure`. Chromium treats other values, and none, as `Lax`.
		if (cookie.sameSite === 'none' && !cookie.secure) return;
		if (cookie.sameSite !== 'strict' && cookie.sameSite !== 'none') cookie.sameSite = 'lax';
		this.#jar.setCookieSync(cookie, url, { ignoreError: true });
	}

	/** Returns the value of the `Cookie` header, which is empty without any cookie. */
	public header({ url, method, isCrossSite }: CookieRequest): string {
		const crossSiteContext = method === 'GET' ? 'lax' : 'none';
		return this.#jar
			.getCookiesSync(url, { sort: true, sameSiteContext: isCrossSite ? crossSiteContext : 'strict' })
			.map((cookie) => cookie.cookieString())
			.join('; ');
	}
}

function describe(cookie: ToughCookie): Cookie {
	const { key: name, value, domain, path, secure, httpOnly } = cookie;
	const expiresAt = cookie.expiryTime() ?? Number.POSITIVE_INFINITY;
	return {
		name,
		value,
		host: domain ?? '',
		path: path ?? '/',
		secure,
		httpOnly,
		sameSite: cookie.sameSite as Cookie['sameSite'],
		expiresAt: Number.isFinite(expiresAt) ? expiresAt : null
	};
}
