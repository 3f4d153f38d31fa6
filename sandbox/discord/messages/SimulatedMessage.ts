import { WaitLimitMs } from '../../waitLimit.js';
import type { SimulatedChannel } from '../world/SimulatedChannel.js';
import type { World } from '../world/World.js';
import { BotMessage } from './BotMessage.js';
import type { StoredMessage } from './StoredMessage.js';

/** How long a bot's answer is waited for, in milliseconds. */

export interface ReplyOptions {
	/** Which answer is wanted; looked at again when the bot edits one. Default: the next. */
	where?: (answer: BotMessage) => boolean;
	/** How long to wait, in milliseconds. Default 60,000. */
	limitMs?: number;
}

/** A message that a person wrote. */
export class SimulatedMessage {
	readonly #world: World;
	readonly #message: StoredMessage;
	readonly #handedOut = new Set<string>();

	public constructor(
		world: World,
		public readonly channel: SimulatedChannel,
		message: StoredMessage
	) {
		this.#world = world;
		this.#message = message;
	}

	public get id(): string {
		return this.#message.id;
	}

	public get content(): string {
		return this.#message.payload.content;
	}

	/**
	 * Waits for the bot's answer: its next message in the channel that replies to this one, or to none. Called again, for the one after.
	 *
	 * @throws Error when there is none within the limit.
	 */
	public reply({ where = () => true, limitMs = WaitLimitMs }: ReplyOptions = {}): Promise<BotMessage> {
		return this.#world.changes.until(
			() => {
				const answer = this.#candidates().find(where);
				if (answer !== undefined) this.#handedOut.add(answer.id);
				return answer;
			},
			limitMs,
			() => `The bot did not answer "${this.content.slice(0, 80)}" within ${limitMs / 1000} s.`
		);
	}

	#candidates(): BotMessage[] {
		return this.channel.messages
			.filter(
				({ id, isByBot, payload }) =>
					isByBot &&
					BigInt(id) > BigInt(this.id) &&
					payload.interaction_metadata === undefined &&
					(payload.message_reference?.message_id ?? this.id) === this.id &&
					!this.#handedOut.has(id)
			)
			.map((message) => new BotMessage(message));
	}
}
