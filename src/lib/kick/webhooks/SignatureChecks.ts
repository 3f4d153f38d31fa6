import { type KeyObject, verify } from 'node:crypto';
import { KickError } from '../errors.js';
import type { WebhookHeaders } from './headers.js';
import { signedBytes } from './signedBytes.js';

/** A delivery whose signature is to be checked. */
export interface SignedDelivery {
	headers: Pick<WebhookHeaders, 'messageId' | 'timestamp'>;
	body: Buffer;
	signature: Buffer;
}

/** Callback form of `crypto.verify`. */
type VerifyOnThread = (
	signed: Buffer,
	key: KeyObject,
	signature: Buffer,
	done: (error: Error | null, fits: boolean) => void
) => void;

/** How signatures are checked: tests put their own in place. */
export interface SignatureMethods {
	atOnce: (signed: Buffer, key: KeyObject, signature: Buffer) => boolean;
	onThread: VerifyOnThread;
}

const Rsa: SignatureMethods = {
	atOnce: (signed, key, signature) => verify('RSA-SHA256', signed, key, signature),
	onThread: (signed, key, signature, done) => verify('RSA-SHA256', signed, key, signature, done)
};

/** libuv's threads also sync the log of SQLite and resolve host names: with 4 threads, such work waits for 64 checks at most 2 ms. */
const MaxRunning = 64;
const MaxWaiting = 8_192 - MaxRunning;
/** The bodies of Kick are smaller. Larger ones are bounded by their bytes, or 8,192 of them would be 2 GB. */
const SmallBytes = 8 * 1_024;
const MaxLargeBytes = 32 * 1_024 * 1_024;

/**
 * Checks RSA signatures, each of which takes about 100 µs.
 *
 * A check that is alone runs at once on the main thread. Others run on libuv's threads, started in the order of the calls, so that
 * the main thread reads requests meanwhile.
 */
export class SignatureChecks {
	readonly #methods: SignatureMethods;
	readonly #waiting: (() => void)[] = [];
	#running = 0;
	#largeBytes = 0;
	/** Set from a check on the main thread to the end of the turn: what else arrived in the turn goes to the threads. */
	#isTurnUsed = false;

	public constructor(methods: SignatureMethods = Rsa) {
		this.#methods = methods;
	}

	/**
	 * Whether one of the keys has made the signature.
	 *
	 * @throws {@link KickError} `queue_full` when 8,192 checks are under way, or 32 MiB in bodies above 8 KiB.
	 */
	public async fitsAny(keys: readonly KeyObject[], delivery: SignedDelivery): Promise<boolean> {
		if (keys.length === 0) return false;
		if (this.#running === 0 && !this.#isTurnUsed) return this.#checkNow(keys, delivery);
		const largeBytes = delivery.body.length > SmallBytes ? delivery.body.length : 0;
		if (this.#waiting.length >= MaxWaiting || this.#largeBytes + largeBytes > MaxLargeBytes) {
			throw new KickError('queue_full', 'Too many webhooks at once. Kick has to send them again.');
		}
		this.#largeBytes += largeBytes;
		try {
			await this.#turn();
			return await this.#checkOnThread(keys, delivery);
		} finally {
			this.#largeBytes -= largeBytes;
			this.#endTurn();
		}
	}

	#checkNow(keys: readonly KeyObject[], { headers, body, signature }: SignedDelivery): boolean {
		this.#isTurnUsed = true;
		setImmediate(() => {
			this.#isTurnUsed = false;
		});
		const signed = signedBytes(headers, body);
		return keys.some((key) => this.#methods.atOnce(signed, key, signature));
	}

	async #checkOnThread(keys: readonly KeyObject[], { headers, body, signature }: SignedDelivery): Promise<boolean> {
		// Copied here, so that waiting checks hold their body only once.
		const signed = signedBytes(headers, body);
		for (const key of keys) if (await this.#fits(signed, key, signature)) return true;
		return false;
	}

	#fits(signed: Buffer, key: KeyObject, signature: Buffer): Promise<boolean> {
		return new Promise((resolve, reject) =>
			this.#methods.onThread(signed, key, signature, (error, fits) => (error ? reject(error) : resolve(fits)))
		);
	}

	/** Resolves when fewer than 64 checks run. */
	async #turn(): Promise<void> {
		if (this.#running >= MaxRunning) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
		else this.#running += 1;
	}

	#endTurn(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#running -= 1;
	}
}
