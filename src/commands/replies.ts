import { container } from '@sapphire/framework';
import {
	type ActionRowBuilder,
	type AttachmentBuilder,
	type ButtonBuilder,
	type ChatInputCommandInteraction,
	DiscordAPIError,
	type Message,
	MessageFlags
} from 'discord.js';
import { safeLogger } from '../lib/log/safeLogger.js';

export interface ReplyContent {
	content: string;
	components: ActionRowBuilder<ButtonBuilder>[];
	/** Left out where the bot may not attach files. */
	files?: AttachmentBuilder[];
}

/** Prevents pings in all answers, because they may show text from outside. */
export const NoMentions = { parse: [], repliedUser: false };

export function toReply(content: string | ReplyContent): ReplyContent {
	return typeof content === 'string' ? { content, components: [] } : content;
}

/** Answers a prefix command. Sends a plain message where the bot may not read the history, which a reply needs. */
export async function replyToMessage(message: Message, content: string | ReplyContent): Promise<void> {
	const answer = { ...toReply(content), allowedMentions: NoMentions };
	try {
		await message.reply({ ...answer, failIfNotExists: false });
	} catch (error) {
		if (!(error instanceof DiscordAPIError) || !message.channel.isSendable()) throw error;
		await message.channel.send(answer);
	}
}

/** Answers a slash command privately, whether it is deferred, answered or neither. */
export async function replyToInteraction(interaction: ChatInputCommandInteraction, content: string): Promise<void> {
	const answer = { content, allowedMentions: NoMentions };
	if (interaction.replied) {
		await interaction.followUp({ ...answer, flags: MessageFlags.Ephemeral });
	} else if (interaction.deferred) {
		await interaction.editReply(answer);
	} else {
		await interaction.reply({ ...answer, flags: MessageFlags.Ephemeral });
	}
}

/** Logs a failed answer as debug. Only the message, because the error's URL contains the interaction token. */
export async function debugFailure(answering: Promise<unknown>): Promise<void> {
	try {
		await answering;
	} catch (error) {
		const reason = error instanceof Error ? error.message : 'unknown';
		safeLogger(container.logger).debug(`[Kick] Could not show an answer: ${reason}`);
	}
}
