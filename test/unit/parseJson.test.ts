import { expect, it } from 'vitest';
import { parseJson, parsePayload } from '../../src/lib/parseJson.js';

it('JSON is parsed, and any other text is undefined', () => {
	expect(['null', '{"a":1}', '', '{', '\uFEFF{}'].map(parseJson)).toEqual([
		null,
		{ a: 1 },
		undefined,
		undefined,
		undefined
	]);
});

it('the body of an event may begin with one byte order mark', () => {
	expect(['\uFEFF{}', '{}', '\uFEFF\uFEFF{}'].map(parsePayload)).toEqual([{}, {}, undefined]);
});
