import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/commands/plainText.js';

describe('plainText', () => {
	test.each([
		['bold and strike-through', '**a** ~~b~~', '\\*\\*a\\*\\* \\~\\~b\\~\\~'],
		['code', '`a`', '\\`a\\`'],
		['a spoiler', '||a||', '\\|\\|a\\|\\|'],
		['a masked link', '[free](https://evil.example)', '\\[free\\](https://evil.example)'],
		['italics by underscores', '_a_ __b__', '\\_a\\_ \\_\\_b\\_\\_'],
		['a heading', '# a', '\\# a'],
		['a quote', '> a', '\\> a'],
		['a list', '- a', '\\- a'],
		['a mention', '<@123>', '\\<@\u200B123>'],
		['a backslash', '\\*a', '\\\\\\*a']
	])('shows %s literally', (_name, text, shown) => {
		expect(plainText(text)).toBe(shown);
	});

	test.each(['kick_broadcaster_user_id: 123456', 'chatroom_id not resolved', 'OAuth token: exists', '3 #1 (50 %) a-b'])(
		'leaves plain text as it is: %s',
		(text) => {
			expect(plainText(text)).toBe(text);
		}
	);

	test('breaks mentions of everyone', () => {
		expect(plainText('@everyone and @here')).toBe('@\u200Beveryone and @\u200Bhere');
	});

	test('removes direction marks and invisible characters, and keeps emoji whole', () => {
		expect(plainText('a\u202Eb\u2066c\u200Fd\u0007e\uFEFF')).toBe('abcde');
		expect(plainText('👩‍👩‍👧 ok')).toBe('👩‍👩‍👧 ok');
	});

	test('shows emotes of Kick by their names', () => {
		expect(plainText('[emote:37226:KEKW] hi [emote:1:a_b]')).toBe(':KEKW: hi :a_b:');
		expect(plainText('[emote:1:**x** @everyone] [emote:x:y]')).toBe(':\\*\\*x\\*\\* @\u200Beveryone: \\[emote:x:y\\]');
	});

	test('joins several lines into one', () => {
		expect(plainText(' a\r\n\tb\u2028c ')).toBe('a b c');
	});

	test('cuts a long text between characters', () => {
		expect(plainText('x'.repeat(5000), 100)).toBe(`${'x'.repeat(99)}…`);
		expect(plainText('👩‍👩‍👧'.repeat(3), 10)).toBe('👩‍👩‍👧…');
		expect(plainText('***', 4)).toBe('\\*…');
	});

	test('never makes a second line, a mention, or a text over the limit', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
				const shown = plainText(text, 100);
				expect(shown).not.toMatch(/[\n\r\u202A-\u202E\u2066-\u2069]|@everyone|@here|<@\d/u);
				expect(shown.length).toBeLessThanOrEqual(100);
			})
		);
	});
});
