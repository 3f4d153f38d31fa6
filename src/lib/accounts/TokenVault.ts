import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../config/Secret.js';

const Version = 1;
const IvBytes = 12;
const TagBytes = 16;
const HeaderBytes = 1 + IvBytes + TagBytes;

/**
 * Seals tokens for the database with AES-256-GCM: version, nonce, tag, ciphertext.
 *
 * The context (whose token, which kind) is authenticated with it, so that a row copied onto another does not open.
 */
export class TokenVault {
	readonly #key: Buffer;

	public constructor(secret: Secret) {
		this.#key = Buffer.from(hkdfSync('sha256', secret.reveal(), 'sapphire-plugin-kick', 'tokens at rest', 32));
	}

	public seal(plain: string, context: string): Uint8Array {
		const iv = randomBytes(IvBytes);
		const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
		const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
		return Buffer.concat([Buffer.of(Version), iv, cipher.getAuthTag(), ciphertext]);
	}

	/** `null` when it was sealed with another key or for another context. */
	public open(sealed: Uint8Array, context: string): string | null {
		const bytes = Buffer.from(sealed);
		if (bytes[0] !== Version || bytes.length < HeaderBytes) return null;
		const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(1, 1 + IvBytes), {
			authTagLength: TagBytes
		});
		decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(1 + IvBytes, HeaderBytes));
		try {
			return Buffer.concat([decipher.update(bytes.subarray(HeaderBytes)), decipher.final()]).toString('utf8');
		} catch {
			return null;
		}
	}
}
