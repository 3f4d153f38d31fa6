import type { Page } from '../../sandbox/browser/Page.js';

/** Returns the hidden fields of a page's form. */
export function hiddenFields({ html }: Page): Record<string, string> {
	const inputs = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/?>/g);
	return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]));
}

/** Presses "Allow" on Kick's page, and returns the redirect without following it. */
export async function allowAtKick(consent: Page): Promise<URL> {
	const body = new URLSearchParams({ ...hiddenFields(consent), decision: 'allow' });
	const url = `${new URL(consent.url).origin}/oauth/authorize`;
	const answer = await fetch(url, { method: 'POST', redirect: 'manual', body });
	return new URL(answer.headers.get('location') ?? '');
}
