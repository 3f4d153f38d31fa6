import { BotMessage } from '../messages/BotMessage.js';
import type { StoredMessage } from '../messages/StoredMessage.js';
import type { SimulatedChannel, SimulatedUser } from '../world/entities.js';
import type { AnsweredInteraction, AnswerStep } from './SimulatedReply.js';

/** One use of a slash command or a button, with the bot's answers so far. */
export class Interaction implements AnsweredInteraction {
	readonly #startedAt = performance.now();
	readonly #messages = new Map<string, StoredMessage>();
	readonly #steps: AnswerStep[] = [];
	/** The answer that Discord's API calls "@original", also while the bot is only shown as thinking. */
	public original: StoredMessage | null = null;
	/** Whether the bot is shown as thinking. */
	public isLoading = false;
	public wasDeferred = false;
	public isAcknowledged = false;
	public isOriginalDeleted = false;

	public constructor(
		public readonly id: string,
		public readonly token: string,
		/** The command as typed, without its options, such as `/kick say`; or the button's label in brackets. */
		public readonly command: string,
		public readonly user: SimulatedUser,
		public readonly channel: SimulatedChannel,
		/** The message that the button is under. */
		public readonly source: StoredMessage | null = null
	) {}

	public get ageMs(): number {
		return performance.now() - this.#startedAt;
	}

	public get steps(): readonly AnswerStep[] {
		return this.#steps;
	}

	public find(messageId: string): StoredMessage | undefined {
		return this.#messages.get(messageId);
	}

	/** Takes a message as an answer, which acknowledges the interaction. */
	public keep(message: StoredMessage): void {
		this.isAcknowledged = true;
		this.#messages.set(message.id, message);
	}

	public forget(message: StoredMessage): void {
		this.#messages.delete(message.id);
		if (message === this.original) this.isOriginalDeleted = true;
	}

	/** Records what the person saw, as it was at this moment. */
	public record(kind: AnswerStep['kind'], message: StoredMessage): void {
		this.#steps.push({ kind, message: new BotMessage(message) });
	}
}
