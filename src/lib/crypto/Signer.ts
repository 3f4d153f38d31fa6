import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Secret } from './Secret.js';

/** Signs values that a browser stores. The context names the use, so that a value is not accepted for another use. */
export class Signer {
	readonly #key: Buffer;
	/** Only verifies values that were signed before the key was changed. */
	readonly #oldKey: Buffer | null;

	public constructor(secret: Secret, oldSecret: Secret | null = null) {
		this.#key = keyOf(secret);
		this.#oldKey = oldSecret && keyOf(oldSecret);
	}

	/** Returns the value with a dot and its signature appended. */
	public sign(value: string, context: string): string {
		return `${value}.${signature(this.#key, value, context).toString('base64url')}`;
	}

	/** Returns the value, or `null` when the signature is not valid. */
	public verify(signed: string, context: string): string | null {
		const dot = signed.lastIndexOf('.');
		const value = signed.slice(0, dot);
		const given = Buffer.from(signed.slice(dot + 1), 'base64url');
		const isSignedWith = (key: Buffer) => {
			const expected = signature(key, value, context);
			return given.length === expected.length && timingSafeEqual(given, expected);
		};
		return dot > 0 && (isSignedWith(this.#key) || (this.#oldKey && isSignedWith(this.#oldKey))) ? value : null;
	}
}

function keyOf(secret: Secret): Buffer {
	return Buffer.from(hkdfSync('sha256', secret.reveal(), 'sapphire-plugin-kick', 'dashboard signatures', 32));
}

function signature(key: Buffer, value: string, context: string): Buffer {
	return createHmac('sha256', key).update(`${context}\0${value}`).digest();
}
