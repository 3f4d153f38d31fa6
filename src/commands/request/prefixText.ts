import type { MessageCommand } from '@sapphire/framework';

/**
 * What stands behind the name of a prefix command, as it was typed: Sapphire's `Args` drop quotes and double spaces.
 *
 * @param content The whole Discord message.
 */
export function textAfterCommand(content: string, context: MessageCommand.RunContext): string {
	return content.slice(context.commandPrefix.length).trim().slice(context.commandName.length).trim();
}

export function withoutFirstWord(text: string): string {
	return text.replace(/^\S+\s*/, '');
}

/** How to write a command in a usage text: as the person did, but a mention of the bot reads badly there. */
export function writtenCommand(commandName: string, context: MessageCommand.RunContext): string {
	const isMention = context.commandPrefix.startsWith('<@');
	return isMention ? `/${commandName}` : `${context.commandPrefix}${commandName}`;
}
