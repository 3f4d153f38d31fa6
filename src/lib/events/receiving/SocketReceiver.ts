import { Result } from '@sapphire/result';
import { ulid } from 'ulid';
import type { KickMetrics } from '../../KickMetrics.js';
import type { KickChatMessage } from '../../kick/events/index.js';
import type { ChatroomFrame, KickTime, SocketEvent } from '../../kick/index.js';
import { CountedReports } from '../../log/CountedReports.js';
import type { Logger } from '../../logger.js';
import type { NewEvent } from '../../storage/events/types.js';
import type { LinkedChannel } from '../../storage/repositories/linkedChannels.js';
import { messageKey } from '../messageKey.js';
import { ArrivalQueue } from './ArrivalQueue.js';
import { ClockSkewMs, chatterOf, freshness, localAge } from './eventFields.js';
import type { GuildRoutes } from './GuildRoutes.js';
import type { Inbox, ReceivedEvent } from './Inbox.js';
import { readSocketPayload, type SocketPayload } from './socketPayload.js';

export interface SocketReceiverDependencies {
	inbox: Pick<Inbox, 'route' | 'store'>;
	routes: Pick<GuildRoutes, 'guildsOf'>;
	/** Whether this process handles the server's events. */
	owns: (guildId: string) => boolean;
	/** Called with each chat message at once, before it is stored. */
	onMessage: (message: KickChatMessage) => void;
	logger: Logger;
	metrics: Pick<KickMetrics, 'socketFrames'>;
	staleAfterMs: number;
	/** Default: the clock of this machine. */
	time?: Pick<KickTime, 'ageOf'>;
}

/**
 * Maximum number of waiting events, half of the inbox. Further ones are lost, because Kick cannot send them again and
 * memory must not grow.
 */
const MaxWaiting = 4_096;
/** Asking Kick for its time takes 2 s at most. */
const Limits = { entries: MaxWaiting, holdMs: 10_000 };

/** Event of the socket before it has an id, because Kick gives some of them none. */
type SocketEventRow = Omit<ReceivedEvent, 'eventId'>;

/** Receives events of the live socket into the same inbox as the webhooks. */
export class SocketReceiver {
	/** Events of a channel are stored in the order in which they were received. */
	readonly #arrivals = new ArrivalQueue(Limits);
	#waiting = 0;
	readonly #losses = new CountedReports();

	public constructor(private readonly dependencies: SocketReceiverDependencies) {}

	/** Receives one frame. Never throws and never rejects. */
	public async receive(frame: ChatroomFrame, channel: LinkedChannel): Promise<void> {
		const outcome = await this.#receive(frame, channel);
		this.dependencies.metrics.socketFrames.inc({ outcome });
	}

	async #receive({ event, data }: ChatroomFrame, channel: LinkedChannel): Promise<string> {
		const { broadcasterUserId, username, slug } = channel;
		const broadcaster = { user_id: broadcasterUserId, username, channel_slug: slug };
		// `JSON.parse` accepts nesting that is too deep for `JSON.stringify`, which then throws.
		const payload = Result.from(() => JSON.stringify({ broadcaster, event, data } satisfies SocketPayload)).unwrapOr(
			''
		);
		const read = readSocketPayload(payload);
		if (read.isErr()) return 'unreadable';
		const heard = read.unwrap();
		if (!heard) return 'ignored';
		const message = heard.type === 'chat.message.sent' ? (heard.event as KickChatMessage) : null;
		if (message) this.dependencies.onMessage(message);
		return this.#store(toSocketEvent(heard, message, channel, payload), message, eventIdOf(heard, message));
	}

	async #store(event: SocketEventRow, message: KickChatMessage | null, eventId: string | null): Promise<string> {
		if (this.#waiting >= MaxWaiting) return this.#lose('dropped');
		this.#waiting += 1;
		try {
			return await this.#arrivals.pass(
				event.broadcasterUserId,
				() => this.#prepare(event, message, eventId),
				(events) => this.#storeAll(events)
			);
		} catch (error) {
			return this.#lose('failed', error);
		} finally {
			this.#waiting -= 1;
		}
	}

	/** Determines the age and the servers of an event. */
	async #prepare(event: SocketEventRow, message: KickChatMessage | null, eventId: string | null): Promise<NewEvent[]> {
		const judged = { ...event, ...(await this.#freshness(event)) };
		const received = eventId === null ? await this.#forEachServer(judged) : [{ ...judged, eventId }];
		const routed: NewEvent[] = [];
		for (const each of received) routed.push(await this.dependencies.inbox.route(each, message));
		return routed;
	}

	/**
	 * Makes one event for each server of this process.
	 *
	 * Other processes receive the event as well. Without an id from Kick, duplicates cannot be detected. So each process
	 * stores the event only for its own servers.
	 */
	async #forEachServer(event: SocketEventRow): Promise<ReceivedEvent[]> {
		const linked =
			event.broadcasterUserId === null ? [] : await this.dependencies.routes.guildsOf(event.broadcasterUserId);
		const guildIds = [...linked].filter(this.dependencies.owns);
		return guildIds.map((guildId) => ({ ...event, eventId: `${event.type}:${ulid()}`, guildId }));
	}

	async #storeAll(events: readonly NewEvent[]): Promise<string> {
		const outcomes = await Promise.all(events.map((event) => this.dependencies.inbox.store(event)));
		if (outcomes.length === 0) return 'ignored';
		return outcomes.includes('inserted') ? 'stored' : 'duplicate';
	}

	async #freshness({ sentAt, receivedAt }: SocketEventRow): Promise<Pick<NewEvent, 'state' | 'error'>> {
		const { staleAfterMs, time } = this.dependencies;
		const age = await (time?.ageOf(sentAt, receivedAt, staleAfterMs) ?? localAge(sentAt, receivedAt));
		return freshness(age, staleAfterMs);
	}

	#lose(outcome: 'dropped' | 'failed', error?: unknown): string {
		const lost = this.#losses.add();
		if (lost === null) return outcome;
		const why = outcome === 'failed' ? 'the database refused them' : 'they arrive faster than the bot can store them';
		const text = `[Kick] Events of the live socket were lost, ${lost} since the last report: ${why}.`;
		if (error === undefined) this.dependencies.logger.error(text);
		else this.dependencies.logger.error(text, error);
		return outcome;
	}
}

/** Returns Kick's id of the event; `null` if it has none. */
function eventIdOf({ type, id }: SocketEvent, message: KickChatMessage | null): string | null {
	if (id === null) return null;
	return message ? message.id : `${type}:${id}`;
}

function toSocketEvent(
	{ type, createdAt }: SocketEvent,
	message: KickChatMessage | null,
	{ broadcasterUserId }: LinkedChannel,
	payload: string
): SocketEventRow {
	const receivedAt = new Date();
	const sentAt = createdAt && createdAt.getTime() - receivedAt.getTime() <= ClockSkewMs ? createdAt : receivedAt;
	return {
		messageId: message && messageKey(broadcasterUserId, message.id),
		type,
		version: '1',
		source: 'websocket',
		subscriptionId: null,
		broadcasterUserId,
		sentAt,
		receivedAt,
		payload,
		state: 'received',
		error: null,
		guildId: null,
		senderUserId: message && (chatterOf(message)?.userId ?? null)
	};
}
