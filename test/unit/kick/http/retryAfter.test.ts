import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../../src/lib/kick/http/answer.js';

describe('Retry-After', () => {
	const now = Date.parse('2026-11-22T10:00:00Z');

	it.each([
		['seconds', '5', 5_000],
		['fractions', '0.5', 500],
		['zero', '0', 0],
		['spaces', ' 7 ', 7_000],
		['too many seconds', '86400', 60_000],
		['a date', 'Sun, 22 Nov 2026 10:00:20 GMT', 20_000],
		['a far date', 'Mon, 23 Nov 2026 10:00:00 GMT', 60_000],
		['a past date', 'Sat, 21 Nov 2026 10:00:00 GMT', 0],
		['a negative number', '-5', null],
		['words', 'soon 1', null],
		['an empty text', '', null],
		['nothing', undefined, null]
	])('of %s is read', (_name, header, expected) => {
		expect(parseRetryAfter(header, now)).toBe(expected);
	});

	it('is never negative, over a minute, or not a number', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (header) => {
				const wait = parseRetryAfter(header, now);
				expect(wait === null || (wait >= 0 && wait <= 60_000)).toBe(true);
			})
		);
	});
});
