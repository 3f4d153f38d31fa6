import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { Account } from '../world/Account.js';
import type { KickApp } from '../world/KickApp.js';
import type { SimulatedClock } from '../world/SimulatedClock.js';
import type { Subscription, Subscriptions } from './Subscriptions.js';
import type { Delivery, WebhookSender } from './WebhookSender.js';

/** Delivers events to the app's webhook. Settings can be changed at any time. */
export class EventPublisher {
	/**
	 * Whether events are sent. With `false` subscriptions stay, and only the live socket reports events. Default: `true`.
	 */
	public enabled = true;
	/** Maximum attempts until the answer is 200, as Kick's docs said until December 2025. Default: 3. */
	public maxAttempts = 3;
	/** Milliseconds between two attempts. Kick says only "over a period of time". Default: 200. */
	public retryPauseMs = 200;
	/** Silently loses events, as Kick sometimes does for hours, and for messages with blocked words. */
	public loses: (event: string, body: object) => boolean = () => false;
	/**
	 * Shape of the bodies. `documented` follows Kick's docs. `observed` follows recorded deliveries: `is_verified` is
	 * null, and an empty `identity` is absent.
	 */
	public bodies: 'documented' | 'observed' = 'documented';
	readonly #app: KickApp;
	readonly #subscriptions: Subscriptions;
	readonly #sender: WebhookSender;
	readonly #clock: SimulatedClock;
	readonly #stopped: AbortSignal;

	public constructor(
		app: KickApp,
		subscriptions: Subscriptions,
		sender: WebhookSender,
		clock: SimulatedClock,
		stopped: AbortSignal
	) {
		this.#clock = clock;
		this.#app = app;
		this.#subscriptions = subscriptions;
		this.#sender = sender;
		this.#stopped = stopped;
	}

	/** Milliseconds that the receiver may take. Kick does not document its limit. Default: 10,000. */
	public get timeoutMs(): number {
		return this.#sender.timeoutMs;
	}

	public set timeoutMs(limit: number) {
		this.#sender.timeoutMs = limit;
	}

	/** Delivers an event once for each subscription of the app, each time with a new message id. */
	public async publish(event: string, broadcaster: Account, body: object): Promise<Delivery[]> {
		if (!this.enabled || !this.#app.webhooksEnabled || this.loses(event, body)) return [];
		const sent = this.bodies === 'observed' ? asObserved(body) : body;
		const subscriptions = this.#subscriptions.matching(event, broadcaster.userId);
		return Promise.all(subscriptions.map((subscription) => this.#deliver(subscription, sent)));
	}

	async #deliver({ id, event, version }: Subscription, body: object): Promise<Delivery> {
		const webhook = { event, version, body, messageId: ulid(), timestamp: this.#clock.now(), subscriptionId: id };
		for (let attempt = 1; ; attempt++) {
			const delivery = await this.#sender.send(webhook);
			const isOver = delivery.status === 200 || delivery.attempts === 0 || attempt >= this.maxAttempts;
			if (isOver || this.#stopped.aborted) return { ...delivery, attempts: delivery.attempts && attempt };
			await pause(this.retryPauseMs, undefined, { signal: this.#stopped }).catch(() => undefined);
		}
	}
}

function asObserved(body: object): object {
	return JSON.parse(JSON.stringify(body), (key, value: unknown) => {
		if (key === 'is_verified') return null;
		return key === 'identity' && value === null ? undefined : value;
	});
}
