import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../../src/lib/http/body/readForm.js';

const Limit = 200;
const requestOf = (pieces: readonly Uint8Array[], headers: IncomingHttpHeaders) =>
	Object.assign(Readable.from(pieces.map((piece) => Buffer.from(piece))), { headers }) as unknown as IncomingMessage;
const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 }), { maxLength: 4 });

describe('a form', () => {
	it('is read from any bytes in any pieces, up to the limit', async () => {
		await fc.assert(
			fc.asyncProperty(pieces, async (body) => {
				const bytes = Buffer.concat(body);
				const form = await readForm(requestOf(body, { 'content-type': 'application/x-www-form-urlencoded' }), Limit);
				if (bytes.length > Limit) expect(form.unwrapErr()).toBe('too_large');
				else expect([...form.unwrap()]).toEqual([...new URLSearchParams(bytes.toString('utf8'))]);
			})
		);
	});

	it('is not read for another content type', async () => {
		await fc.assert(
			fc.asyncProperty(fc.option(fc.string(), { nil: undefined }), async (type) => {
				const form = await readForm(requestOf([Buffer.from('a=b')], { 'content-type': type }), Limit);
				expect(form.unwrapErr()).toBe('wrong_type');
			})
		);
	});

	it.each(['application/x-www-form-urlencoded;charset=utf-8', 'APPLICATION/X-WWW-FORM-URLENCODED ; charset=x'])(
		'is read for the type %s',
		async (type) => {
			const form = await readForm(requestOf([Buffer.from('a=b')], { 'content-type': type }), Limit);
			expect(form.unwrap().get('a')).toBe('b');
		}
	);
});
