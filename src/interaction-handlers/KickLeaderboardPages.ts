import { InteractionHandler, InteractionHandlerTypes } from '@sapphire/framework';
import { type ButtonInteraction, MessageFlags } from 'discord.js';
import { leaderboardReply } from '../commands/leaderboard/leaderboardReply.js';
import { type LeaderboardPlace, placeOfButton } from '../commands/leaderboard/pageButtons.js';
import { debugFailure, NoMentions } from '../commands/replies.js';
import { failed, somethingWentWrong } from '../commands/texts.js';
import { redactingErrors } from '../lib/log/redactError.js';

/** Turns the pages of a leaderboard. Everyone may press the buttons. */
export class KickLeaderboardPages extends InteractionHandler {
	public constructor(context: InteractionHandler.LoaderContext, options: InteractionHandler.Options) {
		super(context, { ...options, interactionHandlerType: InteractionHandlerTypes.Button });
	}

	public override parse(interaction: ButtonInteraction) {
		const place = placeOfButton(interaction.customId);
		return place && interaction.inGuild() ? this.some(place) : this.none();
	}

	public override async run(interaction: ButtonInteraction<'cached' | 'raw'>, place: LeaderboardPlace): Promise<void> {
		await redactingErrors(this.#run(interaction, place));
	}

	async #run(interaction: ButtonInteraction<'cached' | 'raw'>, place: LeaderboardPlace): Promise<void> {
		await interaction.deferUpdate();
		try {
			await this.#showPage(interaction, place);
		} catch (error) {
			await debugFailure(replyPrivately(interaction, somethingWentWrong()));
			// The framework logs it.
			throw error;
		}
	}

	async #showPage(interaction: ButtonInteraction<'cached' | 'raw'>, place: LeaderboardPlace): Promise<void> {
		const board = await this.container.kick.watchtime.leaderboard(interaction.guildId, place);
		if (board.isErr()) return replyPrivately(interaction, failed(board.unwrapErr()));
		const reply = await leaderboardReply(board.unwrap());
		// Empty, because the old picture would stay if the new page has none.
		await interaction.editReply({ ...reply, attachments: [], allowedMentions: NoMentions });
	}
}

/** Answers only the person who pressed. The page stays for the others. */
async function replyPrivately(interaction: ButtonInteraction, content: string): Promise<void> {
	await interaction.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: NoMentions });
}
