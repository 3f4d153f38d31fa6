import type { SentPart } from './ChatTransport.js';
import type { SentMessage } from './types.js';

/**
 * Describes how a message was sent.
 *
 * @param show Formats a name for the place where the text is shown.
 */
export function describeSent(message: SentMessage, show = (name: string) => name): string {
	const transport = message.via === 'websocket' ? 'Sent by socket.' : 'Sent by API.';
	const parts = message.messageIds.length > 1 ? `It was split into ${message.messageIds.length} messages.` : '';
	const reply = message.replyDropped
		? 'Kick does not know the message to reply to, so it was sent without a reply.'
		: '';
	return [transport, shownAs(message, show), parts, reply].filter((sentence) => sentence !== '').join(' ');
}

function shownAs({ as, botAccount, confirmed }: SentMessage, show: (name: string) => string): string {
	if (as === 'bot') return 'Kick shows it as the bot.';
	if (as === 'user') return 'Kick shows it as the linked account.';
	const account = botAccount === null ? 'the bot account' : show(botAccount);
	if (confirmed) return `Kick shows it as ${account}.`;
	return (
		`Kick accepted it as ${account}, but it has not appeared in the chat yet. ` +
		'Check the chat before you send it again.'
	);
}

/** Returns the result of a message, once the chat has shown its parts or the time for that is over. */
export async function toSentMessage(parts: readonly SentPart[]): Promise<SentMessage> {
	const shown = parts.findLast(({ via }) => via === 'api') ?? parts.at(-1)!;
	const confirmed = await Promise.all(parts.map((part) => part.confirmed));
	return {
		via: shown.via,
		as: shown.as,
		botAccount: shown.botAccount,
		confirmed: confirmed.every(Boolean),
		messageIds: parts.flatMap(({ messageId }) => messageId ?? []),
		replyDropped: parts[0]!.replyDropped
	};
}
