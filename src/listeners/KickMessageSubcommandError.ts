import { Listener } from '@sapphire/framework';
import { type MessageSubcommandErrorPayload, SubcommandPluginEvents } from '@sapphire/plugin-subcommands';
import { debugFailure, replyToMessage } from '../commands/replies.js';
import { somethingWentWrong } from '../commands/texts.js';
import { isPluginCommand } from './isPluginCommand.js';

/** Answers the person. The listener of plugin-subcommands logs the error. */
export class KickMessageSubcommandError extends Listener<typeof SubcommandPluginEvents.MessageSubcommandError> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: SubcommandPluginEvents.MessageSubcommandError });
	}

	public override async run(_error: unknown, { command, message }: MessageSubcommandErrorPayload): Promise<void> {
		if (isPluginCommand(command)) await debugFailure(replyToMessage(message, somethingWentWrong()));
	}
}
