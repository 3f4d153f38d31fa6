import { Events, Listener, type MessageCommandDeniedPayload, type UserError } from '@sapphire/framework';
import { debugFailure, replyToMessage } from '../commands/replies.js';
import { denialText } from './denialText.js';
import { isPluginCommand } from './isPluginCommand.js';

export class KickMessageCommandDenied extends Listener<typeof Events.MessageCommandDenied> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.MessageCommandDenied });
	}

	public override async run(error: UserError, { command, message }: MessageCommandDeniedPayload): Promise<void> {
		if (!isPluginCommand(command)) return;
		const text = denialText(error);
		if (text !== null) await debugFailure(replyToMessage(message, text));
	}
}
