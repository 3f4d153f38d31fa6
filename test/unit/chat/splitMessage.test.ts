import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitMessage } from '../../../src/lib/chat/splitMessage.js';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const clusters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);
const withoutSpace = (text: string) => text.replace(/\s/g, '');

const unit = fc.oneof(
	{ weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
	{ weight: 3, arbitrary: fc.constantFrom(' ', '\n', '\r\n', '   ', '\u00a0', '\u2028') },
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			'👨‍👩‍👧‍👦',
			'🇩🇪',
			'e\u0301',
			'مرحبا',
			'\u200fשלום\u200f',
			'क्षि',
			'👍🏽',
			'한국',
			'z\u0300\u0301\u0302'
		)
	},
	{ weight: 1, arbitrary: fc.constantFrom('[emote:37226:KEKW]', '[emote:4:hi]', '[emote:', '[', ']') },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }
);
// By default fast-check makes arrays of about ten, which would hardly ever need a second part.
const text = fc.array(unit, { maxLength: 200, size: 'max' }).map((units) => units.join(''));

describe('splitMessage', () => {
	test('loses nothing but white space and keeps every part within both limits', () => {
		fc.assert(
			fc.property(text, fc.integer({ min: 30, max: 500 }), fc.integer({ min: 100, max: 2048 }), (input, max, bytes) => {
				const parts = splitMessage(input, { graphemes: max, bytes });
				expect(withoutSpace(parts.join(''))).toBe(withoutSpace(input));
				for (const part of parts) {
					expect(part).not.toBe('');
					expect(clusters(part).at(0)).not.toMatch(/^\s+$/);
					expect(clusters(part).at(-1)).not.toMatch(/^\s+$/);
					expect(part).not.toMatch(/[\r\n\u2028\u2029]/);
					expect(clusters(part).length).toBeLessThanOrEqual(max);
					expect(Buffer.byteLength(part)).toBeLessThanOrEqual(bytes);
				}
			})
		);
	});

	test('never cuts a grapheme cluster', () => {
		fc.assert(
			fc.property(text, (input) => {
				const line = input.replace(/\r\n|[\n\r\v\f\u2028\u2029]/g, ' ');
				const ofParts = splitMessage(input, { graphemes: 40, bytes: 200 }).flatMap(clusters);
				const visible = (cluster: string) => !/^\s+$/.test(cluster);
				expect(ofParts.filter(visible)).toEqual(clusters(line).filter(visible));
			})
		);
	});

	test('never cuts an emote token', () => {
		const emote = fc
			.tuple(fc.nat(), fc.stringMatching(/^[A-Za-z0-9_]{1,20}$/))
			.map(([id, name]) => `[emote:${id}:${name}]`);
		fc.assert(
			fc.property(
				fc.array(fc.oneof(emote, fc.constantFrom('a', ' ', '👍🏽')), { maxLength: 100, size: 'max' }),
				(units) => {
					const emotes = units.filter((piece) => piece.startsWith('[emote:'));
					const found = splitMessage(units.join(''), { graphemes: 50, bytes: 200 }).flatMap(
						(part) => part.match(/\[emote:\d+:\w+\]/g) ?? []
					);
					expect(found).toEqual(emotes);
				}
			)
		);
	});

	test.each([
		['a short text is one part as it is', 'hello  there', ['hello  there']],
		['white space around it is removed', '  hi \n', ['hi']],
		['line breaks become spaces', 'a\nb\r\nc', ['a b c']],
		['white space has no parts', ' \n\t ', []],
		['an empty text has no parts', '', []],
		['500 characters fit', 'x'.repeat(500), ['x'.repeat(500)]],
		['501 do not', 'x'.repeat(501), ['x'.repeat(500), 'x']],
		['a long word starts in a new part', `hi ${'x'.repeat(501)} ho`, ['hi', 'x'.repeat(500), 'x ho']],
		['512 four-byte emoji are over 500 characters', '😀'.repeat(512), ['😀'.repeat(500), '😀'.repeat(12)]],
		['the byte limit counts too', '👨‍👩‍👧'.repeat(114), ['👨‍👩‍👧'.repeat(113), '👨‍👩‍👧']]
	])('%s', (_, input, parts) => {
		expect(splitMessage(input)).toEqual(parts);
	});

	test('cuts at the last space that fits', () => {
		const limits = { graphemes: 10, bytes: 100 };
		expect(splitMessage('one two three four', limits)).toEqual(['one two', 'three four']);
	});

	test('moves an emote that does not fit to the next part, even inside a word', () => {
		const limits = { graphemes: 20, bytes: 100 };
		expect(splitMessage('aaaaaaaaaa[emote:1:Kappa]bbb', limits)).toEqual(['aaaaaaaaaa', '[emote:1:Kappa]bbb']);
	});

	test('cuts inside a single cluster that is longer than a message, and loses none of it', () => {
		const zalgo = `a${'\u0301'.repeat(2_000)}`;
		const parts = splitMessage(zalgo);
		expect(parts.join('')).toBe(zalgo);
		expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(2048);
	});
});
