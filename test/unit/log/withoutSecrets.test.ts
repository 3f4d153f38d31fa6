import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/lib/log/withoutSecrets.js';

const Secret = 'aS/3cr+et=0123456789';

it.each([
	['as it is', Secret],
	['URL-encoded', encodeURIComponent(Secret)],
	['in hexadecimal', Buffer.from(Secret).toString('hex')],
	['in base64', Buffer.from(Secret).toString('base64')],
	['in base64url', Buffer.from(Secret).toString('base64url')]
])('removes a secret that is repeated %s', (_how, spelling) => {
	expect(withoutSecrets(`Bad token ${spelling}!`, ['other', Secret])).toMatch(/^Bad token \[secret\].{0,4}!$/);
});

it('removes a secret in the middle of a base64 text, wherever it begins', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
			const encoded = Buffer.from(`${before}${Secret}${after}`).toString('base64');
			const shown = Buffer.from(withoutSecrets(encoded, [Secret]).replaceAll('[secret]', ''), 'base64');
			expect(shown.includes(Secret.slice(3, -3))).toBe(false);
		})
	);
});

it('keeps a text without a secret, and any text if there are no secrets', () => {
	expect(withoutSecrets('Channel not found', [Secret])).toBe('Channel not found');
	expect(withoutSecrets('Channel not found', [])).toBe('Channel not found');
	expect(withoutSecrets('Channel not found', [''])).toBe('Channel not found');
});
