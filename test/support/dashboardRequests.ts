import type { Browser } from '../../sandbox/Browser.js';
import type { Page } from '../../sandbox/browser/Page.js';

/** Sends a request with a browser's cookies, and follows no redirects. Pages are read whole, streams are not. */
export async function request(browser: Browser, url: string, init: RequestInit = {}): Promise<Response> {
	const method = init.method ?? 'GET';
	const cookie = browser.cookies.header({ url: new URL(url), method, isCrossSite: false });
	const headers = { ...(cookie && { cookie }), ...init.headers };
	const answer = await fetch(url, { redirect: 'manual', ...init, headers });
	if (!answer.headers.get('content-type')?.startsWith('text/html')) return answer;
	// An unread body makes undici fail when the connection ends.
	const copy = answer.clone();
	await answer.text();
	return copy;
}

/** Sends a form with a browser's cookies, like its own page unless `headers` differ. */
export function post(
	browser: Browser,
	url: string,
	fields: Record<string, string>,
	headers: Record<string, string> = {}
): Promise<Response> {
	const { origin } = new URL(url);
	return request(browser, url, {
		method: 'POST',
		body: new URLSearchParams(fields),
		headers: { origin, 'sec-fetch-site': 'same-origin', ...headers }
	});
}

/** Returns the token of the page's form for this address. */
export function formToken(page: Page, path: string): string {
	const form = page.html.split('<form ').find((part) => part.includes(`action="${path}"`));
	const token = /name="token" value="([^"]+)"/.exec(form ?? '')?.[1];
	if (!token) throw new Error(`There is no form for ${path} on ${page.url}: ${page.text}`);
	return token;
}

/** Presses "Allow" on Discord's page, and returns the redirect without following it. */
export async function allowAtDiscord(consent: Page): Promise<URL> {
	const id = /name="request" value="([^"]+)"/.exec(consent.html)?.[1] ?? '';
	const body = new URLSearchParams({ request: id, decision: 'allow' });
	const answer = await fetch(`${new URL(consent.url).origin}/oauth2/authorize`, {
		method: 'POST',
		redirect: 'manual',
		body
	});
	return new URL(answer.headers.get('location') ?? '');
}
