import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePublicKey } from '../../../../src/lib/kick/webhooks/parsePublicKey.js';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('a public key', () => {
	it('of any text is an RSA key or none', () => {
		const wrapped = fc.base64String().map((body) => `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`);
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), wrapped), (text) => {
				expect(parsePublicKey(text)?.asymmetricKeyType ?? 'rsa').toBe('rsa');
			})
		);
	});

	it('with a changed character is none, or the same key', () => {
		fc.assert(
			fc.property(fc.nat(pem.length - 1), fc.constantFrom('A', '/', '=', ' ', '\n', '\0', 'é'), (at, character) => {
				const changed = `${pem.slice(0, at)}${character}${pem.slice(at + 1)}`;
				expect(() => parsePublicKey(changed)).not.toThrow();
			})
		);
		expect(parsePublicKey(pem)?.equals(publicKey)).toBe(true);
	});
});
