import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * Reads an RSA public key.
 *
 * @param pem Key with real line breaks or escaped `\n`, which environment variables often contain.
 * @returns `null` when it is not an RSA public key.
 */
export function parsePublicKey(pem: string): KeyObject | null {
	const text = pem.replaceAll('\\r', '').replaceAll('\\n', '\n').trim();
	// Node would also accept a private key, which must not be used here.
	if (!/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return null;
	try {
		const key = createPublicKey(text);
		return key.asymmetricKeyType === 'rsa' ? key : null;
	} catch {
		return null;
	}
}
