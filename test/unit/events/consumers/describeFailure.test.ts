import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../../src/lib/events/consumers/ListenerRunner.js';

describe('what a listener threw', () => {
	it.each([
		['an error', new TypeError('no such\n\tthing'), 'TypeError: no such thing'],
		['a text', 'oh no', 'oh no'],
		['nothing', undefined, 'undefined'],
		['a symbol', Symbol('x'), 'Symbol(x)'],
		['an object without a text', Object.create(null), 'Something was thrown that cannot be shown.'],
		['an error with a symbol as message', Object.assign(new Error(), { message: Symbol('x') }), expect.any(String)]
	])('is described: %s', (_name, thrown, text) => {
		expect(describeFailure(thrown)).toEqual(text);
	});

	it('is described in one short line, for any thrown value', () => {
		fc.assert(
			fc.property(fc.anything({ withNullPrototype: true, withObjectString: true }), (thrown) => {
				expect(describeFailure(thrown)).toMatch(/^[^\r\n]{0,300}$/);
			})
		);
		expect(describeFailure('x'.repeat(1_000))).toHaveLength(300);
	});
});
