import { type KeyObject, verify } from 'node:crypto';
import type { Awaitable } from '../../awaitable.js';
import { KickError } from '../errors.js';
import type { WebhookHeaders } from './headers.js';
import { signedBytes } from './signedBytes.js';

/** Delivery with a signature to check. */
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

/** Functions that check a signature. Tests replace them. */
export interface SignatureMethods {
	atOnce: (signed: Buffer, key: KeyObject, signature: Buffer) => boolean;
	onThread: VerifyOnThread;
}

const Rsa: SignatureMethods = {
	atOnce: (signed, key, signature) => verify('RSA-SHA256', signed, key, signature),
	onThread: (signed, key, signature, done) => verify('RSA-SHA256', signed, key, signature, done)
};

/** Check that runs on one of libuv's threads, or waits for one. */
interface ThreadCheck {
	keys: readonly KeyObject[];
	delivery: SignedDelivery;
	/** Bytes of the body that count towards the limit. */
	largeBytes: number;
	resolve: (fits: boolean) => void;
	reject: (error: unknown) => void;
}

/**
 * Maximum number of checks on libuv's threads. The threads also sync the log of SQLite and resolve host names. With 4
 * threads, such work waits at most 2 ms for 64 checks.
 */
const MaxRunning = 64;
const MaxWaiting = 8_192 - MaxRunning;
/** Kick's bodies are smaller. Larger ones are limited by bytes, because 8,192 of them would take 2 GB. */
const SmallBytes = 8 * 1_024;
const MaxLargeBytes = 32 * 1_024 * 1_024;

/**
 * Checks RSA signatures. Each check takes about 100 µs.
 *
 * A single check runs on the main thread. Parallel checks run on libuv's threads in the order of the calls, so that the
 * main thread can read requests.
 */
export class SignatureChecks {
	readonly #methods: SignatureMethods;
	readonly #waiting: ThreadCheck[] = [];
	#running = 0;
	#largeBytes = 0;
	/** Whether the main thread has run a check in this turn of the event loop. Further checks then use the threads. */
	#isTurnUsed = false;

	public constructor(methods: SignatureMethods = Rsa) {
		this.#methods = methods;
	}

	/**
	 * Whether one of the keys matches the signature. Returns synchronously for a check on the main thread.
	 *
	 * @throws {@link KickError} `queue_full` with 8,192 checks in progress, or 32 MiB in bodies above 8 KiB.
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

	/** Starts the first waiting check on a free thread. */
	#startNext(): void {
		for (let check = this.#waiting.shift(); check; check = this.#waiting.shift()) {
			try {
				// Copied only now, so that waiting checks keep just one copy of their body.
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

	/** Catches errors itself, because nothing else does in the callback of a thread. */
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
