import { type Awaitable, andThen } from '../../awaitable.js';
import type { KickMetrics } from '../../KickMetrics.js';
import { KickError } from '../../kick/errors.js';
import type { KickTime, WebhookHeaders, WebhookVerifier } from '../../kick/index.js';
import { CountedReports } from '../../log/CountedReports.js';
import type { Logger } from '../../logger.js';
import type { NewEvent } from '../../storage/events/types.js';
import type { SubscriptionRepository } from '../../storage/subscriptions/types.js';
import type { Clock } from '../../time/Clock.js';
import type { TestEvents } from '../testing/TestEvents.js';
import type { Place } from './ArrivalEntry.js';
import { ArrivalQueue } from './ArrivalQueue.js';
import { type ClassifiedWebhook, classifyWebhook, withAge } from './classifyWebhook.js';
import { localAge } from './eventFields.js';
import type { Inbox, ReceivedEvent } from './Inbox.js';

/** How the route answers Kick. */
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
	/** Default: the system's. */
	clock?: Clock;
}

/** A delivery whose signature fits. */
interface Delivery {
	headers: WebhookHeaders;
	payload: string;
	receivedAt: Date;
	/** The server that sent it to itself as a test; `null`: it is Kick's. */
	testFor: string | null;
	classified: ClassifiedWebhook;
}

/** Line of all deliveries until their channel is known. Those of the channels have their user ids. */
const Unread = 'unread';
/** Kick does not say how long it waits for an answer. A lookup takes milliseconds, and asking Kick for its time 2 s at most. */
const Limits = { entries: 8_192, holdMs: 10_000 };

/**
 * Takes a delivery of Kick: verified over its raw bytes, stored, and only then acknowledged.
 *
 * Events of a channel are stored in the order in which their requests arrived. Deliveries wait for each other until their channel is
 * known, and from then on only within the channel, so that a slow step of one delays no other.
 */
export class WebhookReceiver {
	readonly #arrivals: ArrivalQueue;
	readonly #refusals = new CountedReports();

	public constructor(private readonly dependencies: WebhookReceiverDependencies) {
		this.#arrivals = new ArrivalQueue(Limits, dependencies.clock);
	}

	/** Never rejects. */
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

	/** Checks the signature and finds the channel. `null` for a forged delivery. */
	#read(headers: WebhookHeaders, body: Buffer, place: Place): Awaitable<Delivery | null> {
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
		// The body is signed and the subscription header is not: the header only helps where the body is silent.
		return this.dependencies.subscriptions.find(headers.subscriptionId).then((subscription) => {
			classified.broadcasterUserId = subscription?.broadcasterUserId ?? null;
			return delivery;
		});
	}

	/** Determines age and target servers. */
	#prepare(delivery: Delivery): Awaitable<NewEvent> {
		const { receivedAt, testFor, classified } = delivery;
		const { staleAfterMs, time, inbox } = this.dependencies;
		const { sentAt } = classified;
		// A test event is signed by this machine's own clock.
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
		else this.dependencies.logger.error('[Kick] A webhook could not be stored; Kick is asked to send it again.', error);
		return 'unavailable';
	}

	#reportFull(): void {
		const refused = this.#refusals.add();
		if (refused === null) return;
		this.dependencies.logger.error(
			`[Kick] Webhooks arrive faster than they can be checked and stored. Kick is asked to send ${refused} of them again.`
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
