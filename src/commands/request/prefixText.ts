import type { MessageCommand } from '@sapphire/framework';

/**
 * Returns the text after the name of a prefix command as typed. Sapphire's `Args` drop quotes and double spaces.
 *
 * @param content Text of the whole Discord message.
 */
export function textAfterCommand(content: string, context: MessageCommand.RunContext): string {
	return content.slice(context.commandPrefix.length).trim().slice(context.commandName.length).trim();
}

export function withoutFirstWord(text: string): string {
	return text.replace(/^\S+\s*/, '');
}

/** Returns a command as usage texts show it: with the typed prefix, or as a slash command after a mention. */
export function writtenCommand(commandName: string, context: MessageCommand.RunContext): string {
	const isMention = context.commandPrefix.startsWith('<@');
	return isMention ? `/${commandName}` : `${context.commandPrefix}${commandName}`;
}
