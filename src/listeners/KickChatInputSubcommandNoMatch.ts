import { Listener } from '@sapphire/framework';
import { type ChatInputSubcommandNoMatchContext, SubcommandPluginEvents } from '@sapphire/plugin-subcommands';
import type { ChatInputCommandInteraction } from 'discord.js';
import { debugFailure, replyToInteraction } from '../commands/replies.js';
import { unknownSubcommand } from '../commands/texts.js';
import { isPluginCommand } from './isPluginCommand.js';

/** Answers unknown subcommands. Discord's apps keep an old definition for a while after an update of the bot. */
export class KickChatInputSubcommandNoMatch extends Listener<typeof SubcommandPluginEvents.ChatInputSubcommandNoMatch> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: SubcommandPluginEvents.ChatInputSubcommandNoMatch });
	}

	public override async run(
		interaction: ChatInputCommandInteraction,
		{ command }: ChatInputSubcommandNoMatchContext
	): Promise<void> {
		if (isPluginCommand(command)) await debugFailure(replyToInteraction(interaction, unknownSubcommand()));
	}
}
