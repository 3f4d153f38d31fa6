import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readablePayload } from '../../../../src/lib/events/log/readablePayload.js';

describe('the readable payload', () => {
	it('is indented JSON, also with a byte order mark', () => {
		expect(readablePayload('\uFEFF{"content":"<b>hi</b>","list":[1,null]}')).toBe(
			'{\n\t"content": "<b>hi</b>",\n\t"list": [\n\t\t1,\n\t\tnull\n\t]\n}'
		);
	});

	it.each([
		['{"a":{"access_token":"S3CRET"},"b":[{"clientSecret":{"x":"S3CRET"}}],"Authorization":"Bearer S3CRET"}'],
		['{"access_token": "S3CRET", "cut'],
		["client_secret: S3CRET, and refresh-token = 'S3CRET'"],
		['authorization=S3CRET']
	])('never contains a secret: %s', (payload) => {
		expect(readablePayload(payload)).not.toContain('S3CRET');
		expect(readablePayload(payload)).toContain('(removed)');
	});

	it('is unchanged if it is not JSON', () => {
		expect(readablePayload('{"message_id": "cut')).toBe('{"message_id": "cut');
		expect(readablePayload('')).toBe('');
	});

	it.each([
		['deep', '['.repeat(120_000) + ']'.repeat(120_000)],
		['deep objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
		['wide', JSON.stringify(Array(100_000).fill(1))],
		['a long text', JSON.stringify('x'.repeat(250_000))],
		['names of secrets', 'token'.repeat(50_000)],
		['names of secrets with quotes', 'token:"'.repeat(35_000)]
	])('stays short, for any payload: %s', (_name, payload) => {
		expect(readablePayload(payload).length).toBeLessThanOrEqual(100_010);
	});

	it('is short and without a secret, for any payload', () => {
		const value = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue());
		const named = fc.record({ access_token: fc.constant('S3CRET'), other: value }).map((body) => JSON.stringify(body));
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), named, fc.json()), (payload) => {
				const text = readablePayload(payload);
				expect(text.length).toBeLessThanOrEqual(100_010);
				expect(text).not.toContain('S3CRET');
			})
		);
	});

	it('keeps odd keys as they are', () => {
		expect(JSON.parse(readablePayload('{"__proto__":{"x":1},"constructor":2}'))).toEqual(
			JSON.parse('{"__proto__":{"x":1},"constructor":2}')
		);
	});
});
