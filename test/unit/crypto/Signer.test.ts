import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { Signer } from '../../../src/lib/crypto/Signer.js';

const signer = new Signer(new Secret('a key of this bot'));

describe('a signed value', () => {
	it.each(['', 'abc', 'a.b.c', '1795-x_y'])('can be read again: "%s"', (value) => {
		expect(signer.verify(signer.sign(value, 'session'), 'session')).toBe(value || null);
	});

	it('is refused for another purpose, with another key, altered, or without a signature', () => {
		const signed = signer.sign('value', 'session');
		expect(signer.verify(signed, 'form')).toBeNull();
		expect(new Signer(new Secret('another key')).verify(signed, 'session')).toBeNull();
		for (const altered of [`x${signed}`, `${signed}AA`, signed.slice(0, -2), 'value', 'value.', '.', '']) {
			expect(signer.verify(altered, 'session')).toBeNull();
		}
	});
});
