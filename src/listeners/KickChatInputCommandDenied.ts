import { type ChatInputCommandDeniedPayload, Events, Listener, type UserError } from '@sapphire/framework';
import { debugFailure, replyToInteraction } from '../commands/replies.js';
import { denialText } from './denialText.js';
import { isPluginCommand } from './isPluginCommand.js';

export class KickChatInputCommandDenied extends Listener<typeof Events.ChatInputCommandDenied> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.ChatInputCommandDenied });
	}

	public override async run(error: UserError, { command, interaction }: ChatInputCommandDeniedPayload): Promise<void> {
		if (!isPluginCommand(command)) return;
		const text = denialText(error);
		if (text !== null) await debugFailure(replyToInteraction(interaction, text));
	}
}
