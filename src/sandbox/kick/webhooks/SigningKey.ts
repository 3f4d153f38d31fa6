import { createSign, generateKeyPair, type KeyLike } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** The RSA key pair that the simulated Kick signs its webhooks with. */
export class SigningKey {
	public readonly publicKeyPem: string;
	readonly #privateKey: KeyLike;

	private constructor(publicKeyPem: string, privateKey: KeyLike) {
		this.publicKeyPem = publicKeyPem;
		this.#privateKey = privateKey;
	}

	public static async generate(): Promise<SigningKey> {
		const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048 });
		return new SigningKey(publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey);
	}

	/** @param key Signs with another key, to forge. */
	public sign(messageId: string, timestamp: string, body: Buffer, key: KeyLike = this.#privateKey): string {
		return createSign('RSA-SHA256').update(`${messageId}.${timestamp}.`).update(body).sign(key, 'base64');
	}
}
