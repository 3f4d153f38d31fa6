import type { KickTime, WebhookHeaders, WebhookVerifier } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { KickMetrics } from '../metrics/KickMetrics.js';
import type { NewEvent } from '../storage/events/types.js';
import type { SubscriptionRepository } from '../storage/subscriptions/types.js';
import { classifyWebhook } from './classifyWebhook.js';
import { localAge } from './freshness.js';
import type { Inbox } from './Inbox.js';
import type { TestEvents } from './testing/TestEvents.js';

/** How the route answers Kick. */
export type ReceiveOutcome = 'stored' | 'duplicate' | 'forged' | 'unavailable';

export interface WebhookReceiverParts {
	verifier: Pick<WebhookVerifier, 'verify'>;
	subscriptions: Pick<SubscriptionRepository, 'find'>;
	inbox: Inbox;
	tests: Pick<TestEvents, 'serverOf'>;
	logger: Logger;
	metrics: Pick<KickMetrics, 'webhooks' | 'lag'>;
	staleAfterMs: number;
	time: Pick<KickTime, 'ageOf' | 'lagOf'>;
}

/** Takes a delivery of Kick: verified over its raw bytes, stored, and only then acknowledged. */
export class WebhookReceiver {
	public constructor(private readonly parts: WebhookReceiverParts) {}

	public async receive(headers: WebhookHeaders, body: Buffer): Promise<ReceiveOutcome> {
		const outcome = await this.#receive(headers, body);
		this.parts.metrics.webhooks.inc({ outcome });
		return outcome;
	}

	async #receive(headers: WebhookHeaders, body: Buffer): Promise<ReceiveOutcome> {
		const testFor = await this.parts.tests.serverOf(headers, body);
		if (testFor === null && !(await this.parts.verifier.verify(headers, body))) return 'forged';
		try {
			const receivedAt = new Date();
			const { staleAfterMs, time } = this.parts;
			const sentAt = new Date(headers.timestamp);
			// A test event is signed by this machine's own clock.
			const age = testFor === null ? await time.ageOf(sentAt, receivedAt, staleAfterMs) : localAge(sentAt, receivedAt);
			const { message, ...classified } = classifyWebhook(headers, body, receivedAt, staleAfterMs, age);
			const event: NewEvent = {
				eventId: headers.messageId,
				type: headers.type,
				version: headers.version,
				source: testFor === null ? 'webhook' : 'test',
				subscriptionId: headers.subscriptionId,
				receivedAt,
				payload: body.toString('utf8'),
				guildIds: [],
				...classified,
				// Nobody has chatted.
				...(testFor !== null && { senderUserId: null })
			};
			await this.#findChannel(event);
			const mayGoTo = testFor === null ? undefined : (guildId: string) => guildId === testFor;
			if ((await this.parts.inbox.add(event, message, mayGoTo)) === 'duplicate') return 'duplicate';
			this.#report(event);
			return 'stored';
		} catch (error) {
			this.parts.logger.error('[Kick] A webhook could not be stored; Kick is asked to send it again.', error);
			return 'unavailable';
		}
	}

	/** The body is signed and the subscription header is not: the header only helps where the body is silent. */
	async #findChannel(event: NewEvent): Promise<void> {
		event.broadcasterUserId ??=
			(await this.parts.subscriptions.find(event.subscriptionId ?? ''))?.broadcasterUserId ?? null;
	}

	#report({ state, type, eventId, error, receivedAt, sentAt }: NewEvent): void {
		this.parts.metrics.lag.observe(Math.max(0, this.parts.time.lagOf(sentAt, receivedAt)) / 1_000);
		if (state === 'stale' || state === 'dead')
			this.parts.logger.warn(`[Kick] ${type} ${eventId} is ${state}: ${error}`);
	}
}
