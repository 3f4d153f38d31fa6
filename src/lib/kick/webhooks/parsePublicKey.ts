import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * Reads an RSA public key.
 *
 * @param pem With real line breaks, or with `\n` written out, as environment variables often have it.
 * @returns `null` when it is no RSA public key.
 */
export function parsePublicKey(pem: string): KeyObject | null {
	const text = pem.replaceAll('\\r', '').replaceAll('\\n', '\n').trim();
	// A private key would be accepted as well, and has no business here.
	if (!/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return null;
	try {
		const key = createPublicKey(text);
		return key.asymmetricKeyType === 'rsa' ? key : null;
	} catch {
		return null;
	}
}
