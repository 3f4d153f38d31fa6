import {
	createPrivateKey,
	createPublicKey,
	createSign,
	generateKeyPair,
	type KeyLike,
	type KeyObject
} from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** RSA key pair that signs the webhooks. */
export class SigningKey {
	public readonly publicKeyPem: string;
	readonly #privateKey: KeyObject;

	private constructor(privateKey: KeyObject) {
		this.publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
		this.#privateKey = privateKey;
	}

	public static async generate(): Promise<SigningKey> {
		const { privateKey } = await generate('rsa', { modulusLength: 2048 });
		return new SigningKey(privateKey);
	}

	public static fromPem(privateKeyPem: string): SigningKey {
		return new SigningKey(createPrivateKey(privateKeyPem));
	}

	/** @param key Signs with another key, to forge. */
	public sign(messageId: string, timestamp: string, body: Buffer, key: KeyLike = this.#privateKey): string {
		return createSign('RSA-SHA256').update(`${messageId}.${timestamp}.`).update(body).sign(key, 'base64');
	}
}
