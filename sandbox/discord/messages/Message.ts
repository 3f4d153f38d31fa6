import type { Waiters } from '../../Waiters.js';
import { WaitLimitMs } from '../../waitLimit.js';
import { type SimulatedChannel, SimulatedMessage } from '../world/entities.js';
import type { ReplyOptions } from '../world/options.js';
import { BotMessage } from './BotMessage.js';
import type { StoredMessage } from './StoredMessage.js';

export class Message extends SimulatedMessage {
	readonly #changes: Waiters;
	readonly #message: StoredMessage;
	readonly #returnedAnswers = new Set<string>();

	public constructor(
		changes: Waiters,
		public readonly channel: SimulatedChannel,
		message: StoredMessage
	) {
		super();
		this.#changes = changes;
		this.#message = message;
	}

	public get id(): string {
		return this.#message.id;
	}

	public get content(): string {
		return this.#message.payload.content;
	}

	public reply({ where = () => true, limitMs = WaitLimitMs }: ReplyOptions = {}): Promise<BotMessage> {
		return this.#changes.until(
			() => {
				const answer = this.#candidates().find(where);
				if (answer !== undefined) this.#returnedAnswers.add(answer.id);
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
					!this.#returnedAnswers.has(id)
			)
			.map((message) => new BotMessage(message));
	}
}
