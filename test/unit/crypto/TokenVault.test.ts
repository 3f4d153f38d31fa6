import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { TokenVault } from '../../../src/lib/crypto/TokenVault.js';

const vault = new TokenVault(new Secret('client-secret-of-the-app'));

describe('the token vault', () => {
	it('opens what it encrypted, for the same context only', () => {
		const sealed = vault.seal('token-1', '5:access');
		expect(vault.open(sealed, '5:access')).toBe('token-1');
		expect(vault.open(sealed, '6:access')).toBeNull();
	});

	it('never encrypts the same token to the same bytes, and never stores it in clear', () => {
		const [one, other] = [vault.seal('token-1', 'a'), vault.seal('token-1', 'a')];
		expect(Buffer.compare(one, other)).not.toBe(0);
		expect(Buffer.from(one).includes('token-1')).toBe(false);
	});

	it('does not open with another key', () => {
		const other = new TokenVault(new Secret('another secret'));
		expect(other.open(vault.seal('token-1', 'a'), 'a')).toBeNull();
	});

	it('does not open changed, cut or foreign data', () => {
		const sealed = Buffer.from(vault.seal('token-1', 'a'));
		for (let index = 0; index < sealed.length; index++) {
			const changed = Buffer.from(sealed);
			changed[index] = (changed[index] ?? 0) ^ 1;
			expect(vault.open(changed, 'a')).toBeNull();
			expect(vault.open(sealed.subarray(0, index), 'a')).toBeNull();
		}
	});

	it('does not print its key', () => {
		expect(inspect(vault, { depth: 5, showHidden: true })).not.toMatch(/<Buffer|client-secret/);
	});
});
