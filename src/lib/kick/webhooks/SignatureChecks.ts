import { type KeyObject, verify } from 'node:crypto';
import type { Awaitable } from '../../awaitable.js';
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

/** A check that runs on one of libuv's threads, or waits for it. */
interface ThreadCheck {
	keys: readonly KeyObject[];
	delivery: SignedDelivery;
	/** Bytes of its body that count for the limit. */
	largeBytes: number;
	resolve: (fits: boolean) => void;
	reject: (error: unknown) => void;
}

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
	readonly #waiting: ThreadCheck[] = [];
	#running = 0;
	#largeBytes = 0;
	/** Set from a check on the main thread to the end of the turn: what else arrived in the turn goes to the threads. */
	#isTurnUsed = false;

	public constructor(methods: SignatureMethods = Rsa) {
		this.#methods = methods;
	}

	/**
	 * Whether one of the keys has made the signature. Known at once for a check on the main thread.
	 *
	 * @throws {@link KickError} `queue_full` when 8,192 checks are under way, or 32 MiB in bodies above 8 KiB.
	 */
	public fitsAny(keys: readonly KeyObject[], delivery: SignedDelivery): Awaitable<boolean> {
		if (keys.length === 0) return false;
		if (this.#running === 0 && !this.#isTurnUsed) return this.#checkNow(keys, delivery);
		const largeBytes = delivery.body.length > SmallBytes ? delivery.body.length : 0;
		if (this.#waiting.length >= MaxWaiting || this.#largeBytes + largeBytes > MaxLargeBytes) {
			throw new KickError('queue_full', 'Too many webhooks at once. Kick has to send them again.');
		}
		return new Promise((resolve, reject) => this.#add({ keys, delivery, largeBytes, resolve, reject }));
	}

	#checkNow(keys: readonly KeyObject[], { headers, body, signature }: SignedDelivery): boolean {
		this.#isTurnUsed = true;
		setImmediate(() => {
			this.#isTurnUsed = false;
		});
		const signed = signedBytes(headers, body);
		return keys.some((key) => this.#methods.atOnce(signed, key, signature));
	}

	#add(check: ThreadCheck): void {
		this.#largeBytes += check.largeBytes;
		this.#waiting.push(check);
		if (this.#running < MaxRunning) {
			this.#running += 1;
			this.#startNext();
		}
	}

	/** Gives a free thread to the first check that waits. */
	#startNext(): void {
		for (let check = this.#waiting.shift(); check; check = this.#waiting.shift()) {
			try {
				// Copied here, so that waiting checks hold their body only once.
				this.#tryKey(check, 0, signedBytes(check.delivery.headers, check.delivery.body));
				return;
			} catch (error) {
				this.#largeBytes -= check.largeBytes;
				check.reject(error);
			}
		}
		this.#running -= 1;
	}

	#tryKey(check: ThreadCheck, index: number, signed: Buffer): void {
		const key = check.keys[index] as KeyObject;
		this.#methods.onThread(signed, key, check.delivery.signature, (error, fits) => {
			if (error || fits || index + 1 === check.keys.length) this.#end(check, error, fits);
			else this.#tryNextKey(check, index + 1, signed);
		});
	}

	/** Nothing would catch what is thrown in the callback of a thread. */
	#tryNextKey(check: ThreadCheck, index: number, signed: Buffer): void {
		try {
			this.#tryKey(check, index, signed);
		} catch (error) {
			this.#end(check, error, false);
		}
	}

	#end(check: ThreadCheck, error: unknown, fits: boolean): void {
		this.#largeBytes -= check.largeBytes;
		this.#startNext();
		if (error) check.reject(error);
		else check.resolve(fits);
	}
}
