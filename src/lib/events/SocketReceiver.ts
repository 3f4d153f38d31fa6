import { Result } from '@sapphire/result';
import { ulid } from 'ulid';
import type { ChatroomFrame, KickChatMessage, KickTime, SocketEvent } from '../kick/index.js';
import { CountedReports } from '../log/CountedReports.js';
import type { Logger } from '../logger.js';
import type { KickMetrics } from '../metrics/KickMetrics.js';
import type { NewEvent } from '../storage/events/types.js';
import type { LinkedChannel } from '../storage/links/types.js';
import { chatterOf } from './chatterOf.js';
import { ClockSkewMs, freshness, localAge } from './freshness.js';
import type { Inbox } from './Inbox.js';
import { messageKey } from './messageKey.js';
import { readSocketPayload, type SocketPayload } from './socketPayload.js';

export interface SocketReceiverParts {
	inbox: Inbox;
	/** Whether this process handles the server's events. */
	owns: (guildId: string) => boolean;
	/** Told of each chat message at once, before it is stored. */
	onMessage: (message: KickChatMessage) => void;
	logger: Logger;
	metrics: Pick<KickMetrics, 'socketFrames'>;
	staleAfterMs: number;
	/** Default: the clock of this machine. */
	time?: Pick<KickTime, 'ageOf'>;
}

/** Nobody can ask Kick to send it again: more than these at once are lost, and memory does not grow. Half of the inbox. */
const MostWaiting = 4_096;

/** Takes what the live socket says into the same inbox as the webhooks. */
export class SocketReceiver {
	readonly #parts: SocketReceiverParts;
	#waiting = 0;
	readonly #losses = new CountedReports();

	public constructor(parts: SocketReceiverParts) {
		this.#parts = parts;
	}

	/** Never throws and never rejects. */
	public async receive(frame: ChatroomFrame, channel: LinkedChannel): Promise<void> {
		const outcome = await this.#receive(frame, channel);
		this.#parts.metrics.socketFrames.inc({ outcome });
	}

	async #receive({ event, data }: ChatroomFrame, channel: LinkedChannel): Promise<string> {
		const { broadcasterUserId, username, slug } = channel;
		const broadcaster = { user_id: broadcasterUserId, username, channel_slug: slug };
		// What is nested deep enough can be read from JSON and not be written.
		const payload = Result.from(() => JSON.stringify({ broadcaster, event, data } satisfies SocketPayload)).unwrapOr(
			''
		);
		const read = readSocketPayload(payload);
		if (read.isErr()) return 'unreadable';
		const heard = read.unwrap();
		if (!heard) return 'ignored';
		const message = heard.type === 'chat.message.sent' ? (heard.event as KickChatMessage) : null;
		if (message) this.#parts.onMessage(message);
		return this.#store(toNewEvent(heard, message, channel, payload), message, heard.id);
	}

	async #store(event: NewEvent, message: KickChatMessage | null, ownId: string | null): Promise<string> {
		if (this.#waiting >= MostWaiting) return this.#lose('dropped');
		this.#waiting += 1;
		try {
			// What has no id can't be known again in another process that hears it: each tells its own servers.
			const judged = { ...event, ...(await this.#freshness(event)) };
			const stored = await this.#parts.inbox.add(judged, message, ownId === null ? this.#parts.owns : undefined);
			return stored === 'inserted' ? 'stored' : 'duplicate';
		} catch (error) {
			return this.#lose('failed', error);
		} finally {
			this.#waiting -= 1;
		}
	}

	async #freshness({ sentAt, receivedAt }: NewEvent): Promise<Pick<NewEvent, 'state' | 'error'>> {
		const { staleAfterMs, time } = this.#parts;
		const age = await (time?.ageOf(sentAt, receivedAt, staleAfterMs) ?? localAge(sentAt, receivedAt));
		return freshness(age, staleAfterMs);
	}

	#lose(outcome: 'dropped' | 'failed', error?: unknown): string {
		const lost = this.#losses.add();
		if (lost === null) return outcome;
		const why = outcome === 'failed' ? 'the database did not take them' : 'they come faster than they can be stored';
		const text = `[Kick] Events of the live socket were lost, ${lost} since the last report: ${why}.`;
		if (error === undefined) this.#parts.logger.error(text);
		else this.#parts.logger.error(text, error);
		return outcome;
	}
}

function toNewEvent(
	{ type, id, createdAt }: SocketEvent,
	message: KickChatMessage | null,
	{ broadcasterUserId }: LinkedChannel,
	payload: string
): NewEvent {
	const receivedAt = new Date();
	const sentAt = createdAt && createdAt.getTime() - receivedAt.getTime() <= ClockSkewMs ? createdAt : receivedAt;
	return {
		eventId: message ? message.id : `${type}:${id ?? ulid()}`,
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
		guildIds: [],
		senderUserId: message && (chatterOf(message)?.userId ?? null)
	};
}
