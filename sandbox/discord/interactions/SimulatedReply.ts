import type { APIAllowedMentions, APIEmbed } from 'discord-api-types/v10';
import type { Waiters } from '../../Waiters.js';
import { WaitLimitMs } from '../../waitLimit.js';
import type { BotMessage } from '../messages/BotMessage.js';
import type { Mentions } from '../messages/mentions.js';
import type { VisibleButton } from '../world/DiscordActivity.js';
import type { Interaction } from './Interaction.js';

/**
 * The bot's answer to a slash command. Its fields show the answer as it is now: an edit changes them, followups do not.
 */
export class SimulatedReply {
	readonly #changes: Waiters;
	readonly #interaction: Interaction;
	#stepsTaken = 1;

	public constructor(changes: Waiters, interaction: Interaction) {
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

	/** As the bot sent it; `undefined` when it left it out, and Discord then pings everybody who is named. */
	public get allowedMentions(): APIAllowedMentions | undefined {
		return this.message.allowedMentions;
	}

	/** Who is pinged by the answer. */
	public get mentions(): Mentions {
		return this.message.mentions;
	}

	/** Whether the bot first said that it is thinking. */
	public get deferred(): boolean {
		return this.#interaction.wasDeferred;
	}

	/** Whether the bot took the answer back. */
	public get deleted(): boolean {
		return this.#interaction.isOriginalDeleted;
	}

	/** What the bot changed since the first answer, oldest first: the answer or a followup. */
	public get edits(): readonly BotMessage[] {
		return this.#interaction.steps.filter(({ kind }) => kind === 'edit').map(({ message }) => message);
	}

	/** What the bot said after its answer, as first sent. */
	public get followups(): readonly BotMessage[] {
		return this.#interaction.steps.filter(({ kind }) => kind === 'followup').map(({ message }) => message);
	}

	/**
	 * The next edit or followup that was not handed out by this method yet.
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
	 * The first of the answer, its edits and its followups that fits.
	 *
	 * @throws Error when there is none within the limit.
	 */
	public waitFor(predicate: (message: BotMessage) => boolean, limitMs = WaitLimitMs): Promise<BotMessage> {
		return this.#changes.until(
			() => this.#interaction.steps.find(({ message }) => predicate(message))?.message,
			limitMs,
			() =>
				`Nothing that the bot said about ${this.#interaction.command} within ${limitMs / 1000} s fits; last: "${this.content.slice(0, 200)}".`
		);
	}
}
