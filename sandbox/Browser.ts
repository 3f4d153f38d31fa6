import { getPublicSuffix } from 'tough-cookie';
import { CookieJar } from './browser/CookieJar.js';
import { type Hop, type Navigation, Page } from './browser/Page.js';
import { request } from './undici.js';

const RedirectLimit = 10;
const TimeoutMs = 10_000;
const RedirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Browser without a window: cookies, redirects, links and forms work as in Chromium. No scripts run.
 *
 * @example
 * ```ts
 * const browser = new Browser();
 * const page = await browser.open(linkFromDiscord);
 * const consent = await page.submit('Continue to Kick');
 * const done = await consent.submit('Allow');
 * expect(done.text).toContain('linked');
 * ```
 */
export class Browser {
	public readonly cookies = new CookieJar();

	/** Opens an address that a person typed, or opened from another program. */
	public open(url: string | URL): Promise<Page> {
		return this.#navigate({ url: new URL(url), method: 'GET', body: null, from: null, referrerPolicy: null });
	}

	async #navigate(navigation: Navigation): Promise<Page> {
		const history: Hop[] = [];
		const sites = new Set(navigation.from ? [siteOf(navigation.from)] : []);
		const origins = new Set(navigation.from ? [navigation.from.origin] : []);
		let { url, method, body } = navigation;

		for (let redirects = 0; redirects <= RedirectLimit; redirects++) {
			// One other site makes the whole navigation cross-site (RFC 6265bis, section 5.2).
			sites.add(siteOf(url));
			origins.add(url.origin);
			const cookie = this.cookies.header({ url, method, isCrossSite: sites.size > 1 });
			const response = await request(url, {
				method,
				body,
				reset: true,
				signal: AbortSignal.timeout(TimeoutMs),
				headers: {
					accept: 'text/html,*/*;q=0.8',
					'user-agent': 'Mozilla/5.0 (sapphire-plugin-kick sandbox)',
					...(cookie && { cookie }),
					...refererOf(navigation, url),
					'sec-fetch-site': fetchSite(navigation, sites, origins),
					...(method === 'POST' && {
						'content-type': 'application/x-www-form-urlencoded',
						origin: originOf(navigation)
					})
				}
			});
			const html = await response.body.text();
			const hop: Hop = { url: url.href, status: response.statusCode, headers: response.headers };
			history.push(hop);
			for (const header of [response.headers['set-cookie'] ?? []].flat()) this.cookies.store(url, header);

			const { location } = response.headers;
			if (!RedirectStatuses.has(hop.status) || typeof location !== 'string') {
				return new Page(history, hop, html, (next) => this.#navigate(next));
			}
			url = new URL(location, url);
			// Only 307 and 308 repeat the method with its body.
			if (hop.status < 307) {
				method = 'GET';
				body = null;
			}
		}
		throw new Error(`More than ${RedirectLimit} redirects: ${history.map((hop) => hop.url).join(' → ')}`);
	}
}

/** Returns the site that `SameSite` compares: scheme and registrable domain, or scheme and IP address. */
function siteOf({ protocol, hostname }: URL): string {
	return `${protocol}//${getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }) ?? hostname}`;
}

/** @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header */
function fetchSite({ from }: Navigation, sites: ReadonlySet<string>, origins: ReadonlySet<string>): string {
	if (from === null) return 'none';
	if (sites.size > 1) return 'cross-site';
	return origins.size > 1 ? 'same-site' : 'same-origin';
}

/**
 * Header with the page that the browser leaves, as the policy of that page allows. Only the policies that Kick, Discord
 * and the bot use are known.
 *
 * @see https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
 */
function refererOf({ from, referrerPolicy }: Navigation, to: URL): { referer?: string } {
	if (from === null || referrerPolicy === 'no-referrer') return {};
	if (from.origin === to.origin) return { referer: `${from.origin}${from.pathname}${from.search}` };
	return referrerPolicy === 'same-origin' ? {} : { referer: `${from.origin}/` };
}

/**
 * Origin of the page that sends a form. A page without a referrer hides this, too.
 *
 * @see https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
function originOf({ from, referrerPolicy }: Navigation): string {
	return from === null || referrerPolicy === 'no-referrer' ? 'null' : from.origin;
}
