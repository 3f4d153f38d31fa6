import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Secret } from './Secret.js';

/** Signs what a browser carries for us. The context says what for, so that one kind of value never passes for another. */
export class Signer {
	readonly #key: Buffer;
	/** Verifies what was signed before the key was changed; signs nothing. */
	readonly #oldKey: Buffer | null;

	public constructor(secret: Secret, oldSecret: Secret | null = null) {
		this.#key = keyOf(secret);
		this.#oldKey = oldSecret && keyOf(oldSecret);
	}

	/** The value with its signature behind a dot. */
	public sign(value: string, context: string): string {
		return `${value}.${signature(this.#key, value, context).toString('base64url')}`;
	}

	/** The value, or `null` where the signature does not fit. */
	public verify(signed: string, context: string): string | null {
		const dot = signed.lastIndexOf('.');
		const value = signed.slice(0, dot);
		const given = Buffer.from(signed.slice(dot + 1), 'base64url');
		const isSignedWith = (key: Buffer) => {
			const wanted = signature(key, value, context);
			return given.length === wanted.length && timingSafeEqual(given, wanted);
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
