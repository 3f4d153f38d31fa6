import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookieName, readCookie, setCookie } from '../../../src/lib/http/cookies.js';

const requestWith = (cookie: string | undefined) => ({ headers: { cookie } }) as IncomingMessage;

describe('a cookie', () => {
	it.each([
		['kick_link=abc', 'abc'],
		['a=b; kick_link=abc; c=d', 'abc'],
		['  kick_link = abc ', 'abc'],
		['kick_link=a=b', 'a=b'],
		['kick_link=%zz', '%zz'],
		['kick_link=', ''],
		['kick_link=first; kick_link=second', 'first'],
		['kick_links=abc', null],
		['Kick_Link=abc', null],
		['kick_link', ''],
		[';;;=;', null],
		[undefined, null]
	])('is read from %j', (header, value) => {
		expect(readCookie(requestWith(header), 'kick_link')).toBe(value);
	});

	it('is read from anything without an exception, and never longer than the header', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (header) => {
				const value = readCookie(requestWith(`${header};kick_link=${header}`), 'kick_link');
				expect(value === null || value.length <= header.length).toBe(true);
			})
		);
	});

	it('that was set is read again, whatever is beside it', () => {
		const word = fc.stringMatching(/^[\w-]{1,43}$/);
		fc.assert(
			fc.property(word, word, fc.boolean(), (value, other, isSecure) => {
				const [pair] = setCookie('kick_link', value, { isSecure, maxAgeSeconds: 1 }).split(';');
				const request = requestWith(`x${other}=${other}; ${pair}; =${other}`);
				expect(readCookie(request, cookieName('kick_link', isSecure))).toBe(value);
			})
		);
	});
});
