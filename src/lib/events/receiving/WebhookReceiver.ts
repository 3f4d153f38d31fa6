import { type Awaitable, andThen } from '../../awaitable.js';
import type { KickMetrics } from '../../KickMetrics.js';
import { KickError } from '../../kick/errors.js';
import type { KickTime, WebhookHeaders, WebhookVerifier } from '../../kick/index.js';
import { CountedReports } from '../../log/CountedReports.js';
import type { Logger } from '../../logger.js';
import type { NewEvent } from '../../storage/events/types.js';
import type { SubscriptionRepository } from '../../storage/repositories/SubscriptionRepository.js';
import type { Clock } from '../../time/Clock.js';
import type { TestEvents } from '../testing/TestEvents.js';
import type { QueuePlace } from './ArrivalEntry.js';
import { ArrivalQueue } from './ArrivalQueue.js';
import { type ClassifiedWebhook, classifyWebhook, withAge } from './classifyWebhook.js';
import { localAge } from './eventFields.js';
import type { Inbox, ReceivedEvent } from './Inbox.js';

/** Outcome of a delivery, which decides how the route answers Kick. */
export type ReceiveOutcome = 'stored' | 'duplicate' | 'forged' | 'unavailable';

export interface WebhookReceiverDependencies {
	verifier: Pick<WebhookVerifier, 'verify'>;
	subscriptions: Pick<SubscriptionRepository, 'find'>;
	inbox: Pick<Inbox, 'route' | 'store'>;
	tests: Pick<TestEvents, 'serverOf'>;
	logger: Logger;
	metrics: Pick<KickMetrics, 'webhooks' | 'lag'>;
	staleAfterMs: number;
	time: Pick<KickTime, 'ageOf' | 'lagOf'>;
	/** Default: the system clock. */
	clock?: Clock;
}

/** Delivery with a valid signature. */
interface Delivery {
	headers: WebhookHeaders;
	payload: string;
	receivedAt: Date;
	/** Server that sent it to itself as a test; `null` if Kick sent it. */
	testFor: string | null;
	classified: ClassifiedWebhook;
}

/** Queue of all deliveries until their channel is known. After that, the channel's user id names their queue. */
const Unread = 'unread';
/**
 * Kick does not document how long it waits for an answer. A lookup takes milliseconds, and asking Kick for its time at
 * most 2 s.
 */
const Limits = { entries: 8_192, holdMs: 10_000 };

/**
 * Receives deliveries from Kick. Each is verified over its raw bytes, stored, and only then acknowledged.
 *
 * Events of a channel are stored in the order in which their requests arrived. Deliveries wait for each other until
 * their channel is known. From then on they wait only within the channel, so that a slow step of one delays no other.
 */
export class WebhookReceiver {
	readonly #arrivals: ArrivalQueue;
	readonly #refusals = new CountedReports();

	public constructor(private readonly dependencies: WebhookReceiverDependencies) {
		this.#arrivals = new ArrivalQueue(Limits, dependencies.clock);
	}

	/** Receives one delivery. Never rejects. */
	public async receive(headers: WebhookHeaders, body: Buffer): Promise<ReceiveOutcome> {
		let outcome: ReceiveOutcome;
		try {
			outcome = await this.#receive(headers, body);
		} catch (error) {
			outcome = this.#fail(error);
		}
		this.dependencies.metrics.webhooks.inc({ outcome });
		return outcome;
	}

	#receive(headers: WebhookHeaders, body: Buffer): Awaitable<ReceiveOutcome> {
		return this.#arrivals.pass(
			Unread,
			(place) => this.#read(headers, body, place),
			(delivery) => (delivery ? this.#inOrderOfChannel(delivery) : 'forged')
		);
	}

	#inOrderOfChannel(delivery: Delivery): Awaitable<ReceiveOutcome> {
		return this.#arrivals.pass(
			delivery.classified.broadcasterUserId,
			() => this.#prepare(delivery),
			(event) => this.#store(event)
		);
	}

	/** Checks the signature and finds the channel. Returns `null` for a forged delivery. */
	#read(headers: WebhookHeaders, body: Buffer, place: QueuePlace): Awaitable<Delivery | null> {
		const receivedAt = new Date();
		return andThen(this.dependencies.tests.serverOf(headers, body), (testFor) =>
			andThen(testFor !== null || this.dependencies.verifier.verify(headers, body, place), (isSigned) => {
				if (isSigned) return this.#classify(headers, body, receivedAt, testFor);
				place.leave();
				return null;
			})
		);
	}

	#classify(headers: WebhookHeaders, body: Buffer, receivedAt: Date, testFor: string | null): Awaitable<Delivery> {
		const payload = body.toString('utf8');
		const classified = classifyWebhook(headers, payload, receivedAt);
		const delivery = { headers, payload, receivedAt, testFor, classified };
		if (classified.broadcasterUserId !== null) return delivery;
		// The signature covers the body but not the subscription header. So the header is used only if the body names no
		// channel.
		return this.dependencies.subscriptions.find(headers.subscriptionId).then((subscription) => {
			classified.broadcasterUserId = subscription?.broadcasterUserId ?? null;
			return delivery;
		});
	}

	/** Determines the age and the servers of an event. */
	#prepare(delivery: Delivery): Awaitable<NewEvent> {
		const { receivedAt, testFor, classified } = delivery;
		const { staleAfterMs, time, inbox } = this.dependencies;
		const { sentAt } = classified;
		// A test event is signed with this machine's own time.
		const age = testFor === null ? time.ageOf(sentAt, receivedAt, staleAfterMs) : localAge(sentAt, receivedAt);
		return andThen(age, (ageMs) => {
			const judged = withAge(classified, receivedAt, ageMs, staleAfterMs);
			return inbox.route(toReceivedEvent(delivery, judged), judged.message);
		});
	}

	async #store(event: NewEvent): Promise<ReceiveOutcome> {
		if ((await this.dependencies.inbox.store(event)) === 'duplicate') return 'duplicate';
		this.#report(event);
		return 'stored';
	}

	#fail(error: unknown): ReceiveOutcome {
		const isFull = error instanceof KickError && error.code === 'queue_full';
		if (isFull) this.#reportFull();
		else
			this.dependencies.logger.error('[Kick] Could not store a webhook. Refused it, so that Kick resends it.', error);
		return 'unavailable';
	}

	#reportFull(): void {
		const refused = this.#refusals.add();
		if (refused === null) return;
		this.dependencies.logger.error(
			'[Kick] Webhooks arrive faster than they can be checked and stored. ' +
				`Refused ${refused} of them, so that Kick resends them.`
		);
	}

	#report({ state, type, eventId, error, receivedAt, sentAt }: NewEvent): void {
		this.dependencies.metrics.lag.observe(Math.max(0, this.dependencies.time.lagOf(sentAt, receivedAt)) / 1_000);
		if (state === 'stale' || state === 'unreadable')
			this.dependencies.logger.warn(`[Kick] ${type} ${eventId} is ${state}: ${error}`);
	}
}

function toReceivedEvent(
	{ headers, payload, receivedAt, testFor }: Delivery,
	judged: ClassifiedWebhook
): ReceivedEvent {
	return {
		eventId: headers.messageId,
		messageId: judged.messageId,
		type: headers.type,
		version: headers.version,
		source: testFor === null ? 'webhook' : 'test',
		subscriptionId: headers.subscriptionId,
		broadcasterUserId: judged.broadcasterUserId,
		sentAt: judged.sentAt,
		receivedAt,
		payload,
		state: judged.state,
		error: judged.error,
		guildId: testFor,
		// A test event has no chatter.
		senderUserId: testFor === null ? judged.senderUserId : null
	};
}
