import type { Page } from '../../sandbox/browser/Page.js';

/** The fields that a page's form sends, whichever button is pressed. */
export function hiddenFields({ html }: Page): Record<string, string> {
	const inputs = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/?>/g);
	return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]));
}

/** Returns where Kick sends the browser after "Allow" on this page, without following it. */
export async function allowAtKick(consent: Page): Promise<URL> {
	const body = new URLSearchParams({ ...hiddenFields(consent), decision: 'allow' });
	const url = `${new URL(consent.url).origin}/oauth/authorize`;
	const answer = await fetch(url, { method: 'POST', redirect: 'manual', body });
	return new URL(answer.headers.get('location') ?? '');
}
