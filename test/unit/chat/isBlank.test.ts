import { expect, test } from 'vitest';
import { isBlank } from '../../../src/lib/chat/graphemes.js';

test.each([
	['nothing', ''],
	['white space', ' \t\n\u00a0\u3000'],
	['zero-width characters', '\u200b\u200d\u2060\ufeff'],
	['direction marks', '\u200e\u200f\u202e\u2066'],
	['control characters', '\u0000\u0007\u0085'],
	['Hangul fillers', '\u3164\uffa0\u115f'],
	['a braille blank', '\u2800'],
	['variation selectors and tags', '\ufe0f\u{e0061}']
])('%s is blank', (_, text) => {
	expect(isBlank(text)).toBe(true);
});

test.each(['a', ' . ', '\u200fש', '👍', '[emote:1:a]', '0'])('%j is not blank', (text) => {
	expect(isBlank(text)).toBe(false);
});
