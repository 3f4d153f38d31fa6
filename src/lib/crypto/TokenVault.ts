import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from './Secret.js';

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
	readonly #key: SealingKey;
	/** Opens what was sealed before the key was changed; seals nothing. */
	readonly #oldKey: SealingKey | null;

	public constructor(secret: Secret, oldSecret: Secret | null = null) {
		this.#key = new SealingKey(secret);
		this.#oldKey = oldSecret && new SealingKey(oldSecret);
	}

	/** A name of the key that tells nothing of it: it is stored, to notice that the key was changed. */
	public get fingerprint(): string {
		return this.#key.fingerprint;
	}

	/** `null` without an old key. */
	public get oldFingerprint(): string | null {
		return this.#oldKey?.fingerprint ?? null;
	}

	public seal(plain: string, context: string): Uint8Array {
		return this.#key.seal(plain, context);
	}

	/** `null` when it was sealed with another key or for another context. */
	public open(sealed: Uint8Array, context: string): string | null {
		return this.#key.open(sealed, context) ?? this.#oldKey?.open(sealed, context) ?? null;
	}

	/** The same text under the current key; `null` for what only needs the current key, or opens with neither. */
	public reseal(sealed: Uint8Array, context: string): Uint8Array | null {
		if (!this.#oldKey || this.#key.open(sealed, context) !== null) return null;
		const plain = this.#oldKey.open(sealed, context);
		return plain === null ? null : this.#key.seal(plain, context);
	}
}

class SealingKey {
	/** As hard to turn back as a sealed token: 128 bits that HKDF derives beside the key itself. */
	public readonly fingerprint: string;
	readonly #key: Buffer;

	public constructor(secret: Secret) {
		this.#key = derive(secret, 'tokens at rest', 32);
		this.fingerprint = derive(secret, 'fingerprint of the key', 16).toString('hex');
	}

	public seal(plain: string, context: string): Uint8Array {
		const iv = randomBytes(IvBytes);
		const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
		const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
		return Buffer.concat([Buffer.of(Version), iv, cipher.getAuthTag(), ciphertext]);
	}

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

function derive(secret: Secret, use: string, length: number): Buffer {
	return Buffer.from(hkdfSync('sha256', secret.reveal(), 'sapphire-plugin-kick', use, length));
}
