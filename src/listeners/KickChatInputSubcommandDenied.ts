import { Listener, type UserError } from '@sapphire/framework';
import { type ChatInputSubcommandDeniedPayload, SubcommandPluginEvents } from '@sapphire/plugin-subcommands';
import { debugFailure, replyToInteraction } from '../commands/replies.js';
import { denialText } from './denialText.js';
import { isPluginCommand } from './isPluginCommand.js';

export class KickChatInputSubcommandDenied extends Listener<typeof SubcommandPluginEvents.ChatInputSubcommandDenied> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: SubcommandPluginEvents.ChatInputSubcommandDenied });
	}

	public override async run(
		error: UserError,
		{ command, interaction }: ChatInputSubcommandDeniedPayload
	): Promise<void> {
		if (!isPluginCommand(command)) return;
		const text = denialText(error);
		if (text !== null) await debugFailure(replyToInteraction(interaction, text));
	}
}
