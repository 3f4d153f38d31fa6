import type { IncomingMessage } from 'node:http';
import { Refusal } from './Refusal.js';

/**
 * Refuses other host names. Otherwise any website could point its own name here, and would be same-origin then.
 *
 * @throws Refusal 403
 */
export function assertLocalHost({ headers }: IncomingMessage): void {
	if (!/^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i.test(headers.host ?? '')) {
		throw new Refusal(403, 'Open this page as 127.0.0.1 or localhost.');
	}
}

/**
 * Refuses requests of other web pages.
 *
 * @throws Refusal 403
 */
export function assertSameOrigin({ headers }: IncomingMessage): void {
	const { origin, host, 'sec-fetch-site': site } = headers;
	const isSameSite = site === undefined || site === 'same-origin';
	const isSameOrigin = origin === undefined || origin === `http://${host}`;
	const isTold = site !== undefined || origin !== undefined;
	if (!isTold || !isSameSite || !isSameOrigin) throw new Refusal(403, 'Only the sandbox page itself may send this.');
}
