import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/Secret.js';

/** Signs what a browser carries for us. The context says what for, so that one kind of value never passes for another. */
export class Signer {
	readonly #key: Buffer;

	public constructor(secret: Secret) {
		this.#key = Buffer.from(hkdfSync('sha256', secret.reveal(), 'sapphire-plugin-kick', 'dashboard signatures', 32));
	}

	/** The value with its signature behind a dot. */
	public sign(value: string, context: string): string {
		return `${value}.${this.#signature(value, context).toString('base64url')}`;
	}

	/** The value, or `null` where the signature does not fit. */
	public verify(signed: string, context: string): string | null {
		const dot = signed.lastIndexOf('.');
		const value = signed.slice(0, dot);
		const given = Buffer.from(signed.slice(dot + 1), 'base64url');
		const wanted = this.#signature(value, context);
		return dot > 0 && given.length === wanted.length && timingSafeEqual(given, wanted) ? value : null;
	}

	#signature(value: string, context: string): Buffer {
		return createHmac('sha256', this.#key).update(`${context}\0${value}`).digest();
	}
}
