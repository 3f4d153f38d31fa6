import type { KeyObject } from 'node:crypto';
import type { Result } from '@sapphire/result';
import { type Awaitable, andThen } from '../../awaitable.js';
import type { KickError } from '../errors.js';
import type { WebhookHeaders } from './headers.js';
import { parsePublicKey } from './parsePublicKey.js';
import { SignatureChecks, type SignedDelivery } from './SignatureChecks.js';

/**
 * Public key that Kick publishes for its webhooks. It is embedded, because its endpoint is blocked from some servers
 * (KickDevDocs #157).
 *
 * @see https://docs.kick.com/events/webhook-security
 */
export const DefaultPublicKeyPem = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAq/+l1WnlRrGSolDMA+A8
6rAhMbQGmQ2SapVcGM3zq8ANXjnhDWocMqfWcTd95btDydITa10kDvHzw9WQOqp2
MZI7ZyrfzJuz5nhTPCiJwTwnEtWft7nV14BYRDHvlfqPUaZ+1KR4OCaO/wWIk/rQ
L/TjY0M70gse8rlBkbo2a8rKhu69RQTRsoaf4DVhDPEeSeI5jVrRDGAMGL3cGuyY
6CLKGdjVEM78g3JfYOvDU/RvfqD7L89TZ3iN94jrmWdGz34JNlEI5hqK8dd7C5EF
BEbZ5jgB8s8ReQV8H+MkuffjdAj3ajDDX3DOJMIut1lBrUVD1AaSrGCKHooWoL2e
twIDAQAB
-----END PUBLIC KEY-----
`;

export interface WebhookVerifierOptions {
	/** Pinned key. No other key is fetched. @default Kick's published key, until Kick serves another */
	publicKeyPem?: string;
	fetchPublicKey: () => Promise<Result<string, KickError>>;
	/** @default Date.now */
	now?: () => number;
}

/** Place of a delivery in a queue. */
interface QueuePlace {
	leave(): void;
	rejoin(): void;
}

/** Minimum time between requests for Kick's key, because forged deliveries must not cause a flood of them. */
const RefetchAfterMs = 5 * 60_000;
/** Maximum number of deliveries that wait for the key, to limit memory. Kick resends refused deliveries. */
const MaxWaiting = 256;

/**
 * Verifies Kick's webhook signatures: RSASSA-PKCS1-v1_5 with SHA-256 over `<message id>.<timestamp>.<raw body>`.
 *
 * @see https://docs.kick.com/events/webhook-security
 */
export class WebhookVerifier {
	/** Keys, newest first. One older key stays, because deliveries signed with it may still arrive. */
	#keys: readonly KeyObject[];
	readonly #pinned: boolean;
	readonly #fetchPublicKey: () => Promise<Result<string, KickError>>;
	readonly #now: () => number;
	readonly #checks = new SignatureChecks();
	#lastFetchAt = Number.NEGATIVE_INFINITY;
	#fetching: Promise<void> | null = null;
	#waiting = 0;

	/** @throws When the pinned key is not an RSA public key, which is a configuration mistake. */
	public constructor(options: WebhookVerifierOptions) {
		const key = parsePublicKey(options.publicKeyPem ?? DefaultPublicKeyPem);
		if (!key) throw new TypeError('The webhook public key is not an RSA public key in PEM form.');
		this.#keys = [key];
		this.#pinned = options.publicKeyPem !== undefined;
		this.#fetchPublicKey = options.fetchPublicKey;
		this.#now = options.now ?? (() => Date.now());
	}

	/**
	 * Verifies a delivery. If no known key matches, fetches Kick's key once. Returns synchronously when a check on the
	 * main thread succeeds.
	 *
	 * @param place Place in the queue. It is left while Kick's key is fetched, so that others need not wait.
	 * @throws {@link KickError} `queue_full` when too many deliveries are being verified.
	 */
	public verify(headers: WebhookHeaders, rawBody: Buffer, place?: QueuePlace): Awaitable<boolean> {
		const signature = Buffer.from(headers.signature, 'base64');
		// Node accepts nearly any text as base64. Only Kick's exact encoding is accepted.
		if (signature.toString('base64') !== headers.signature) return false;
		const delivery = { headers, body: rawBody, signature };

		const tried = this.#keys;
		return andThen(
			this.#checks.fitsAny(tried, delivery),
			(fits) => fits || this.#verifyByNewKey(delivery, tried, place)
		);
	}

	async #verifyByNewKey(
		delivery: SignedDelivery,
		tried: readonly KeyObject[],
		place: QueuePlace | undefined
	): Promise<boolean> {
		await this.#refetch(place);
		const untried = this.#keys.filter((key) => !tried.includes(key));
		return this.#checks.fitsAny(untried, delivery);
	}

	async #refetch(place: QueuePlace | undefined): Promise<void> {
		if (this.#pinned) return;
		if (!this.#fetching && this.#now() - this.#lastFetchAt >= RefetchAfterMs) {
			this.#lastFetchAt = this.#now();
			this.#fetching = this.#addFetchedKey().finally(() => {
				this.#fetching = null;
			});
		}
		if (!this.#fetching || this.#waiting >= MaxWaiting) return;
		this.#waiting += 1;
		place?.leave();
		await this.#fetching;
		place?.rejoin();
		this.#waiting -= 1;
	}

	async #addFetchedKey(): Promise<void> {
		const pem = await this.#fetchPublicKey().then(
			(fetched) => fetched.unwrapOr(''),
			() => ''
		);
		const key = parsePublicKey(pem);
		if (!key || this.#keys[0]?.equals(key)) return;
		this.#keys = [key, ...this.#keys.slice(0, 1)];
	}
}
