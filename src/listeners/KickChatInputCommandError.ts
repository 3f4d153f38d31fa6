import { type ChatInputCommandErrorPayload, Events, Listener } from '@sapphire/framework';
import { debugFailure, replyToInteraction } from '../commands/replies.js';
import { somethingWentWrong } from '../commands/texts.js';
import { isPluginCommand } from './isPluginCommand.js';

/** Answers the person. The framework's own listener logs the error. */
export class KickChatInputCommandError extends Listener<typeof Events.ChatInputCommandError> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.ChatInputCommandError });
	}

	public override async run(_error: unknown, { command, interaction }: ChatInputCommandErrorPayload): Promise<void> {
		if (isPluginCommand(command)) await debugFailure(replyToInteraction(interaction, somethingWentWrong()));
	}
}
