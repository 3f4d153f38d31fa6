import { Listener, type UserError } from '@sapphire/framework';
import { type MessageSubcommandDeniedPayload, SubcommandPluginEvents } from '@sapphire/plugin-subcommands';
import { debugFailure, replyToMessage } from '../commands/replies.js';
import { denialText } from './denialText.js';
import { isPluginCommand } from './isPluginCommand.js';

export class KickMessageSubcommandDenied extends Listener<typeof SubcommandPluginEvents.MessageSubcommandDenied> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: SubcommandPluginEvents.MessageSubcommandDenied });
	}

	public override async run(error: UserError, { command, message }: MessageSubcommandDeniedPayload): Promise<void> {
		if (!isPluginCommand(command)) return;
		const text = denialText(error);
		if (text !== null) await debugFailure(replyToMessage(message, text));
	}
}
