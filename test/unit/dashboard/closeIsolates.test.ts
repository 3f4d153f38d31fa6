import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeIsolates } from '../../../src/dashboard/closeIsolates.js';

const marks = ['\u2066', '\u2067', '\u2068', '\u2069', '\u202e', '\u202c', 'a', '\u05d0'];

describe('a text whose isolates are closed', () => {
	it('is what it was, where they are', () => {
		for (const text of ['', 'hello', 'a \u2067\u05d0\u2069 b', '\u202ewith an override'])
			expect(closeIsolates(text)).toBe(text);
	});

	it('loses an end that is not its own, and gets those that are missing', () => {
		expect(closeIsolates('a\u2069b')).toBe('ab');
		expect(closeIsolates('\u2066a\u2067b')).toBe('\u2066a\u2067b\u2069\u2069');
	});

	it('never ends more isolates than it has begun, nor fewer', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...marks)), (letters) => {
				let depth = 0;
				let least = 0;
				for (const letter of closeIsolates(letters.join(''))) {
					if (letter === '\u2069') depth--;
					else if (letter >= '\u2066' && letter < '\u2069') depth++;
					least = Math.min(least, depth);
				}
				expect([least, depth]).toEqual([0, 0]);
			})
		);
	});
});
