import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from './Secret.js';

const Version = 1;
const IvBytes = 12;
const TagBytes = 16;
const HeaderBytes = 1 + IvBytes + TagBytes;

/**
 * Encrypts tokens for the database with AES-256-GCM: version, nonce, tag, ciphertext.
 *
 * The context (account and kind of token) is authenticated too, so a token that is copied to another row cannot be
 * decrypted.
 */
export class TokenVault {
	readonly #key: SealingKey;
	/** Only decrypts tokens that were encrypted before the key was changed. */
	readonly #oldKey: SealingKey | null;

	public constructor(secret: Secret, oldSecret: Secret | null = null) {
		this.#key = new SealingKey(secret);
		this.#oldKey = oldSecret && new SealingKey(oldSecret);
	}

	/** Fingerprint that reveals nothing about the key. It is stored to detect a changed key. */
	public get fingerprint(): string {
		return this.#key.fingerprint;
	}

	/** Fingerprint of the old key. `null` when there is none. */
	public get oldFingerprint(): string | null {
		return this.#oldKey?.fingerprint ?? null;
	}

	public seal(plain: string, context: string): Uint8Array {
		return this.#key.seal(plain, context);
	}

	/** Decrypts a token. Returns `null` when it was encrypted with another key or for another context. */
	public open(sealed: Uint8Array, context: string): string | null {
		return this.#key.open(sealed, context) ?? this.#oldKey?.open(sealed, context) ?? null;
	}

	/**
	 * Encrypts a token with the current key instead of the old one.
	 *
	 * @returns `null` when it already uses the current key, or when neither key decrypts it.
	 */
	public reseal(sealed: Uint8Array, context: string): Uint8Array | null {
		if (!this.#oldKey || this.#key.open(sealed, context) !== null) return null;
		const plain = this.#oldKey.open(sealed, context);
		return plain === null ? null : this.#key.seal(plain, context);
	}
}

class SealingKey {
	/** 128 bits that HKDF derives separately from the key, so they reveal no more than an encrypted token does. */
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
