import { monotonicFactory } from 'ulid';
import type { WebhookHeaders, WebhookVerifier } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { KickMetrics } from '../metrics/KickMetrics.js';
import type { EventRepository, NewEvent, SubscriptionRepository } from '../storage/types.js';
import { classifyWebhook } from './classifyWebhook.js';
import type { Dispatcher } from './Dispatcher.js';
import { GroupCommit } from './GroupCommit.js';
import type { GuildRoutes } from './GuildRoutes.js';

/** How the route answers Kick. */
export type ReceiveOutcome = 'stored' | 'duplicate' | 'forged' | 'unavailable';

export interface WebhookReceiverParts {
	verifier: Pick<WebhookVerifier, 'verify'>;
	events: EventRepository;
	subscriptions: Pick<SubscriptionRepository, 'find'>;
	routes: GuildRoutes;
	dispatcher: Dispatcher;
	isOwnMessage: (messageId: string) => boolean;
	logger: Logger;
	metrics: Pick<KickMetrics, 'webhooks' | 'lag'>;
	staleAfterMs: number;
}

const Limits = { batch: 256, waiting: 4_096 };

/**
 * Takes a delivery of Kick: verified over its raw bytes, stored together with one pending delivery per Discord
 * server, and only then acknowledged.
 */
export class WebhookReceiver {
	readonly #inbox: GroupCommit<NewEvent, 'inserted' | 'duplicate'>;
	readonly #nextId = monotonicFactory();

	public constructor(private readonly parts: WebhookReceiverParts) {
		this.#inbox = new GroupCommit((batch) => parts.events.insert(batch), Limits);
	}

	public async receive(headers: WebhookHeaders, body: Buffer): Promise<ReceiveOutcome> {
		const outcome = await this.#receive(headers, body);
		this.parts.metrics.webhooks.inc({ outcome });
		return outcome;
	}

	/** Resolves when everything received so far is stored. */
	public async drain(): Promise<void> {
		await this.#inbox.drain();
	}

	async #receive(headers: WebhookHeaders, body: Buffer): Promise<ReceiveOutcome> {
		if (!(await this.parts.verifier.verify(headers, body))) return 'forged';
		try {
			const event = await this.#eventOf(headers, body);
			// Drawn in the same turn as it enters the inbox: ids rise in the order in which events are committed.
			event.id = this.#nextId(event.receivedAt.getTime());
			if ((await this.#inbox.add(event)) === 'duplicate') return 'duplicate';
			this.#announce(event);
			return 'stored';
		} catch (error) {
			this.parts.logger.error('[Kick] A webhook could not be stored; Kick is asked to send it again.', error);
			return 'unavailable';
		}
	}

	async #eventOf(headers: WebhookHeaders, body: Buffer): Promise<NewEvent> {
		const receivedAt = new Date();
		const classified = classifyWebhook(headers, body, receivedAt, this.parts.staleAfterMs);
		const event: NewEvent = {
			id: '',
			eventId: headers.messageId,
			type: headers.type,
			version: headers.version,
			source: 'webhook',
			subscriptionId: headers.subscriptionId,
			receivedAt,
			payload: body.toString('utf8'),
			guildIds: [],
			...classified
		};
		if (event.state === 'received') await this.#route(event);
		return event;
	}

	async #route(event: NewEvent): Promise<void> {
		if (event.messageId && this.parts.isOwnMessage(event.messageId)) {
			return ignore(event, 'This bot sent the message itself.');
		}
		// The body is signed and the subscription header is not: the header only helps where the body is silent.
		event.broadcasterUserId ??=
			(await this.parts.subscriptions.find(event.subscriptionId ?? ''))?.broadcasterUserId ?? null;
		const guildIds = event.broadcasterUserId === null ? [] : await this.parts.routes.guildsOf(event.broadcasterUserId);
		if (guildIds.length === 0) return ignore(event, 'No Discord server is linked to this channel.');
		event.guildIds = guildIds;
	}

	#announce(event: NewEvent): void {
		const { state, type, eventId, error } = event;
		this.parts.metrics.lag.observe(Math.max(0, event.receivedAt.getTime() - event.sentAt.getTime()) / 1_000);
		if (state === 'stale' || state === 'dead')
			this.parts.logger.warn(`[Kick] ${type} ${eventId} is ${state}: ${error}`);
		for (const guildId of event.guildIds) this.parts.dispatcher.lookOrWake(guildId);
	}
}

function ignore(event: NewEvent, reason: string): void {
	event.state = 'ignored';
	event.error = reason;
	event.chatter = null;
}
