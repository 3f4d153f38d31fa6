import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemes } from '../../../src/lib/chat/graphemes.js';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const inOnePass = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

describe('graphemes', () => {
	test('windows give the same clusters as one pass', () => {
		const unit = fc.oneof(
			fc.constantFrom(
				'👨‍👩‍👧',
				'🇩🇪',
				'🇩',
				'e\u0301',
				'\u0301',
				'\u200d',
				'क्षि',
				'한',
				'\u0600',
				'👍🏽',
				'\r\n',
				'a',
				' '
			),
			fc.string({ unit: 'binary', maxLength: 3 })
		);
		fc.assert(
			fc.property(fc.array(unit, { minLength: 100, maxLength: 600 }), (units) => {
				const text = units.join('');
				expect([...graphemes(text)]).toEqual(inOnePass(text));
			}),
			{ numRuns: 10 }
		);
	});

	test('a cluster longer than several windows stays one', () => {
		const cluster = `a${'\u0301'.repeat(2_000)}`;
		expect([...graphemes(`x${cluster}y`)]).toEqual(['x', cluster, 'y']);
	});

	test('a surrogate pair at the edge of a window stays one', () => {
		for (const before of [254, 255, 256]) {
			const text = `${'a'.repeat(before)}👩‍👩‍👧b`;
			expect([...graphemes(text)]).toEqual(inOnePass(text));
		}
	});
});
