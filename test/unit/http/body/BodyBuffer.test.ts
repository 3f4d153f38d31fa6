import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BodyBuffer } from '../../../../src/lib/http/body/OpenBody.js';

it('a body contains its pieces in order, whatever their sizes', () => {
	const pieces = fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 8 });
	fc.assert(
		fc.property(pieces, (arrays) => {
			const body = new BodyBuffer();
			for (const array of arrays) body.append(Buffer.from(array));
			expect(body.toBuffer().equals(Buffer.concat(arrays))).toBe(true);
		})
	);
});

it('a piece that is changed afterwards does not change the body', () => {
	const piece = Buffer.from('abc');
	const body = new BodyBuffer();
	body.append(piece);
	piece.fill('x');
	expect(body.toBuffer().toString()).toBe('abc');
});
