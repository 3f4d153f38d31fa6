import { Events, Listener, type MessageCommandErrorPayload } from '@sapphire/framework';
import { debugFailure, replyToMessage } from '../commands/replies.js';
import { somethingWentWrong } from '../commands/texts.js';
import { isPluginCommand } from './isPluginCommand.js';

/** Answers the person. The framework's own listener logs the error. */
export class KickMessageCommandError extends Listener<typeof Events.MessageCommandError> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.MessageCommandError });
	}

	public override async run(_error: unknown, { command, message }: MessageCommandErrorPayload): Promise<void> {
		if (isPluginCommand(command)) await debugFailure(replyToMessage(message, somethingWentWrong()));
	}
}
