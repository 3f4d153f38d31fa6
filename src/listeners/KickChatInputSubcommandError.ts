import { Listener } from '@sapphire/framework';
import { type ChatInputSubcommandErrorPayload, SubcommandPluginEvents } from '@sapphire/plugin-subcommands';
import { debugFailure, replyToInteraction } from '../commands/replies.js';
import { somethingWentWrong } from '../commands/texts.js';
import { isPluginCommand } from './isPluginCommand.js';

/** Answers the person. The listener of plugin-subcommands logs the error. */
export class KickChatInputSubcommandError extends Listener<typeof SubcommandPluginEvents.ChatInputSubcommandError> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: SubcommandPluginEvents.ChatInputSubcommandError });
	}

	public override async run(_error: unknown, { command, interaction }: ChatInputSubcommandErrorPayload): Promise<void> {
		if (isPluginCommand(command)) await debugFailure(replyToInteraction(interaction, somethingWentWrong()));
	}
}
