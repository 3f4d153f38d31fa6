import type { IncomingMessage } from 'node:http';
import { Refusal } from './Refusal.js';

/**
 * Refuses other names for this address: a web page anywhere could let its own name point here, and would then be same-origin.
 *
 * @throws Refusal 403
 */
export function assertLocalHost({ headers }: IncomingMessage): void {
	if (!/^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i.test(headers.host ?? '')) {
		throw new Refusal(403, 'Open this page as 127.0.0.1 or localhost.');
	}
}

/**
 * Refuses what other web pages send.
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
