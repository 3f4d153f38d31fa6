import type { APIAllowedMentions, APIEmbed } from 'discord-api-types/v10';
import type { Waiters } from '../../Waiters.js';
import { WaitLimitMs } from '../../waitLimit.js';
import type { BotMessage } from '../messages/BotMessage.js';
import type { Mentions } from '../messages/mentions.js';
import type { VisibleButton } from '../world/DiscordActivity.js';

export interface AnswerStep {
	kind: 'answer' | 'edit' | 'followup';
	message: BotMessage;
}

/** The part of an interaction that its answer is read from. */
export interface AnsweredInteraction {
	command: string;
	original: { id: string } | null;
	wasDeferred: boolean;
	isOriginalDeleted: boolean;
	/** The bot's messages and edits so far, oldest first. */
	steps: readonly AnswerStep[];
}

/**
 * The bot's answer to a slash command or a button. Edits change its fields, followups do not.
 */
export class SimulatedReply {
	readonly #changes: Waiters;
	readonly #interaction: AnsweredInteraction;
	#stepsTaken = 1;

	public constructor(changes: Waiters, interaction: AnsweredInteraction) {
		this.#changes = changes;
		this.#interaction = interaction;
	}

	/** The answer as it is now. */
	public get message(): BotMessage {
		const originalId = this.#interaction.original?.id;
		const latest = this.#interaction.steps.findLast(({ message }) => message.id === originalId);
		if (latest === undefined) throw new Error(`${this.#interaction.command} was not answered.`);
		return latest.message;
	}

	public get content(): string {
		return this.message.content;
	}

	public get embeds(): readonly APIEmbed[] {
		return this.message.embeds;
	}

	public get buttons(): readonly VisibleButton[] {
		return this.message.buttons;
	}

	/** Whether only the person who sent the command sees the answer. */
	public get ephemeral(): boolean {
		return this.message.ephemeral;
	}

	/** Value that the bot sent. If it is `undefined`, Discord pings all mentioned users and roles. */
	public get allowedMentions(): APIAllowedMentions | undefined {
		return this.message.allowedMentions;
	}

	/** Users and roles that the answer pings. */
	public get mentions(): Mentions {
		return this.message.mentions;
	}

	/** Whether the bot deferred its answer, and was first shown as thinking. */
	public get deferred(): boolean {
		return this.#interaction.wasDeferred;
	}

	/** Whether the bot deleted the answer. */
	public get deleted(): boolean {
		return this.#interaction.isOriginalDeleted;
	}

	/** Edits since the first answer, oldest first, of the answer or of a followup. */
	public get edits(): readonly BotMessage[] {
		return this.#interaction.steps.filter(({ kind }) => kind === 'edit').map(({ message }) => message);
	}

	/** Messages of the bot after its answer, as first sent. */
	public get followups(): readonly BotMessage[] {
		return this.#interaction.steps.filter(({ kind }) => kind === 'followup').map(({ message }) => message);
	}

	/**
	 * Returns the next edit or followup that this method has not returned yet.
	 *
	 * @throws Error when there is none within the limit.
	 */
	public next(limitMs = WaitLimitMs): Promise<BotMessage> {
		return this.#changes.until(
			() => {
				const step = this.#interaction.steps[this.#stepsTaken];
				if (step !== undefined) this.#stepsTaken += 1;
				return step?.message;
			},
			limitMs,
			() => `The bot said no more about ${this.#interaction.command} within ${limitMs / 1000} s.`
		);
	}

	/**
	 * Returns the first of the answer, its edits and its followups that fits.
	 *
	 * @throws Error when there is none within the limit.
	 */
	public waitFor(predicate: (message: BotMessage) => boolean, limitMs = WaitLimitMs): Promise<BotMessage> {
		const { command, steps } = this.#interaction;
		return this.#changes.until(
			() => steps.find(({ message }) => predicate(message))?.message,
			limitMs,
			() => {
				const last = this.content.slice(0, 200);
				return `Nothing that the bot said about ${command} within ${limitMs / 1000} s fits; last: "${last}".`;
			}
		);
	}
}
