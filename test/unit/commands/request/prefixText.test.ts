import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textAfterCommand, withoutFirstWord, writtenCommand } from '../../../../src/commands/request/prefixText.js';

const exclamation = { commandName: 'kick', commandPrefix: '!', prefix: '!' };
const mention = { commandName: 'kick', commandPrefix: '<@1>', prefix: '<@1>' };

describe('text of a prefix command', () => {
	test.each([
		['keeps quotes and double spaces', '!kick say "a  b" c', '"a  b" c'],
		['ignores spaces around the name', '!  kick   say   a ', 'a'],
		['keeps later lines', '!kick say a\nb', 'a\nb'],
		['is empty when nothing follows', '!kick say', '']
	])('%s', (_name, content, text) => {
		expect(withoutFirstWord(textAfterCommand(content, exclamation))).toBe(text);
	});

	test('is found after a mention of the bot', () => {
		expect(withoutFirstWord(textAfterCommand('<@1> kick say a', mention))).toBe('a');
	});

	test('is everything that was typed after the command', () => {
		const text = fc.string({ unit: 'binary', maxLength: 200 });
		fc.assert(
			fc.property(text, text, (typed, garbage) => {
				expect(textAfterCommand(`!kick say ${typed}`, exclamation)).toBe(`say ${typed}`.trim());
				expect(withoutFirstWord(textAfterCommand(`!kick x${garbage.replace(/\s/g, '')} ${typed}`, exclamation))).toBe(
					typed.trim()
				);
				expect(garbage).toContain(withoutFirstWord(garbage));
				expect(garbage).toContain(textAfterCommand(garbage, exclamation));
			})
		);
	});

	test('is repeated in the usage with the prefix, but not with a mention', () => {
		expect(writtenCommand('kick', exclamation)).toBe('!kick');
		expect(writtenCommand('kick', mention)).toBe('/kick');
	});
});
