import type { KeyLike } from 'node:crypto';
import { ulid } from 'ulid';
import { Agent, request } from '../../undici.js';
import type { ActivityFeed } from '../ActivityFeed.js';
import type { KickApp } from '../world/KickApp.js';
import type { SimulatedClock } from '../world/SimulatedClock.js';
import type { SigningKey } from './SigningKey.js';

export interface WebhookRequest {
	/** Event type, such as `chat.message.sent`; any other text is sent as it is. */
	event: string;
	/** Default: `1`. */
	version?: string | number;
	/** An object is sent as JSON, a string or buffer byte for byte. */
	body: object | string | Buffer;
	/** Value of `Kick-Event-Message-Id`. Default: a new ULID. */
	messageId?: string;
	/** Value of `Kick-Event-Message-Timestamp`. Default: now. */
	timestamp?: Date | string;
	/** Default: a new ULID. */
	subscriptionId?: string;
	/** Private key to sign with instead of Kick's own. */
	signWith?: KeyLike;
	/** Default: the app's webhook URL. */
	url?: string;
	/** Replaces headers after signing; `null` leaves one out. */
	headers?: Record<string, string | null>;
}

/** Signed request, for callers that send it themselves. */
export interface SignedWebhook {
	headers: Record<string, string>;
	body: Buffer;
	messageId: string;
}

/** Outcome of a delivery. */
export interface Delivery {
	event: string;
	messageId: string;
	subscriptionId: string;
	/** `null` when there was no answer. */
	status: number | null;
	headers: Record<string, string | string[] | undefined>;
	body: string;
	/** Number of attempts until the answer was 200, or the delivery was given up. */
	attempts: number;
	/** Reason for a missing answer. */
	error: string | null;
}

/** Sends one signed event once, without retries. */
export class WebhookSender {
	/** Milliseconds that the receiver may take. Kick does not document its limit. */
	public timeoutMs = 10_000;
	/** Current key, which a rotation replaces. */
	public key: SigningKey;
	readonly #app: KickApp;
	readonly #clock: SimulatedClock;
	readonly #activity: ActivityFeed;
	readonly #stopped: AbortSignal;
	readonly #agent = new Agent();

	public constructor(
		key: SigningKey,
		app: KickApp,
		clock: SimulatedClock,
		activity: ActivityFeed,
		stopped: AbortSignal
	) {
		this.#clock = clock;
		this.key = key;
		this.#app = app;
		this.#activity = activity;
		this.#stopped = stopped;
	}

	/** @see https://docs.kick.com/events/webhook-security */
	public sign(webhook: WebhookRequest): SignedWebhook {
		const { messageId = ulid(), subscriptionId = ulid() } = webhook;
		const body = bytesOf(webhook.body);
		return { headers: this.#headers({ ...webhook, messageId, subscriptionId }, body), body, messageId };
	}

	public async send(webhook: WebhookRequest): Promise<Delivery> {
		const { event, subscriptionId = ulid() } = webhook;
		const { headers, body, messageId } = this.sign({ ...webhook, subscriptionId });
		const url = webhook.url ?? this.#app.webhookUrl;
		const delivery: Delivery = {
			event,
			messageId,
			subscriptionId,
			status: null,
			headers: {},
			body: '',
			attempts: 1,
			error: null
		};
		if (url === null) return { ...delivery, attempts: 0, error: 'The app has no webhook URL' };

		const aborting = new AbortController();
		const abort = () =>
			aborting.abort(new Error(this.#stopped.aborted ? 'stopped' : `no answer in ${this.timeoutMs} ms`));
		// Not `AbortSignal.any` with a timeout signal: Node 20 may collect such a timeout signal before it fires.
		const limit = setTimeout(abort, this.timeoutMs);
		this.#stopped.addEventListener('abort', abort, { once: true });
		if (this.#stopped.aborted) abort();
		try {
			const response = await request(url, {
				method: 'POST',
				dispatcher: this.#agent,
				signal: aborting.signal,
				headers,
				body
			});
			delivery.status = response.statusCode;
			delivery.headers = response.headers;
			delivery.body = await response.body.text();
		} catch (error) {
			delivery.error = String(error);
		} finally {
			clearTimeout(limit);
			this.#stopped.removeEventListener('abort', abort);
		}
		this.#activity.note('webhook', `${event} → ${delivery.status ?? delivery.error}`);
		return delivery;
	}

	public async close(): Promise<void> {
		await this.#agent.destroy();
	}

	#headers(
		webhook: WebhookRequest & { messageId: string; subscriptionId: string },
		body: Buffer
	): Record<string, string> {
		const {
			event,
			version = 1,
			messageId,
			subscriptionId,
			timestamp = this.#clock.now(),
			signWith,
			headers = {}
		} = webhook;
		const time = typeof timestamp === 'string' ? timestamp : timestamp.toISOString();
		const replaced = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
		const own = {
			'Content-Type': 'application/json',
			'Kick-Event-Message-Id': messageId,
			'Kick-Event-Subscription-Id': subscriptionId,
			'Kick-Event-Signature': this.key.sign(messageId, time, body, signWith),
			'Kick-Event-Message-Timestamp': time,
			'Kick-Event-Type': event,
			'Kick-Event-Version': String(version)
		};
		const kept = Object.entries(own).filter(([name]) => !replaced.has(name.toLowerCase()));
		const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
		return Object.fromEntries([...kept, ...given]);
	}
}

function bytesOf(body: WebhookRequest['body']): Buffer {
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
