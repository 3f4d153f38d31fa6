import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { Delivery, SimulatedKick, Streamer, WebhookRequest } from '../../../sandbox/kick/index.js';
import { PatienceMs } from '../../support/patience.js';

/** Delay between two attempts of the sender. */
const RepeatPauseMs = 50;

/** A Kick channel and the Discord servers that are linked to it. */
export class Channel {
	/** Ids of the events that were answered 200, in the order in which they were sent. */
	public readonly taken: string[] = [];
	/** Attempts that were answered otherwise, or not at all. */
	public readonly refused: Delivery[] = [];
	readonly #attempts = new EventEmitter();
	#written = 0;

	public constructor(
		private readonly kick: SimulatedKick,
		public readonly streamer: Streamer,
		public readonly guildIds: readonly string[]
	) {}

	/** Creates a chat message that can be sent any number of times. */
	public write(changes: Partial<WebhookRequest> = {}): WebhookRequest & { messageId: string } {
		const { userId, username, slug } = this.streamer;
		const user = { user_id: userId, username, channel_slug: slug, is_verified: false, profile_picture: null };
		const body = {
			message_id: ulid(),
			replies_to: null,
			broadcaster: user,
			sender: user,
			content: `Message ${++this.#written} of ${slug}`,
			emotes: [],
			created_at: new Date().toISOString()
		};
		return { event: 'chat.message.sent', body, messageId: ulid(), timestamp: new Date(), ...changes };
	}

	/**
	 * Sends one event until it is answered 200, as Kick promises to do.
	 *
	 * @param urlOf Returns the URL for each attempt. Default: the app's webhook URL.
	 */
	public async send(webhook = this.write(), urlOf: () => string | undefined = () => undefined): Promise<string> {
		const limit = AbortSignal.timeout(PatienceMs);
		for (;;) {
			const delivery = await this.kick.deliver({ ...webhook, url: urlOf() });
			if (delivery.status === 200) break;
			this.refused.push(delivery);
			this.#attempts.emit('refused');
			const isExpected = delivery.status === 503 || delivery.status === null;
			if (!isExpected || limit.aborted)
				throw new Error(`Not taken: ${delivery.status} ${delivery.body || delivery.error}`);
			await pause(RepeatPauseMs);
		}
		this.taken.push(webhook.messageId);
		return webhook.messageId;
	}

	/** Resolves when this many more attempts were refused. */
	public async untilRefused(more: number): Promise<void> {
		const signal = AbortSignal.timeout(PatienceMs);
		for (let count = 0; count < more; count++) await once(this.#attempts, 'refused', { signal });
	}
}
