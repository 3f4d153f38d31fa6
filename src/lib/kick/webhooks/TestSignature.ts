import { generateKeyPair, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { WebhookHeaders } from './headers.js';
import { signedBytes } from './signedBytes.js';

interface KeyPair {
	publicKey: KeyObject;
	privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/**
 * Signs test webhooks that this process sends to itself, in Kick's format. The key never leaves the memory of this
 * process and is created on first use.
 */
export class TestSignature {
	#keys: Promise<KeyPair> | null = null;

	public async sign(headers: Pick<WebhookHeaders, 'messageId' | 'timestamp'>, body: Buffer): Promise<string> {
		this.#keys ??= generate('rsa', { modulusLength: 2048 });
		return sign('RSA-SHA256', signedBytes(headers, body), (await this.#keys).privateKey).toString('base64');
	}

	/** Verifies a signature. Never throws. */
	public async fits(headers: WebhookHeaders, body: Buffer): Promise<boolean> {
		const keys = await this.#keys;
		const signature = Buffer.from(headers.signature, 'base64');
		return keys !== null && verify('RSA-SHA256', signedBytes(headers, body), keys.publicKey, signature);
	}
}
