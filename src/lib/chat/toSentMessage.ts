import type { SentPart } from './ChatTransport.js';
import type { SentMessage } from './types.js';

/** What is told of a message whose parts Kick has taken, once the chat has shown them or has had the time to. */
export async function toSentMessage(parts: readonly SentPart[]): Promise<SentMessage> {
	const told = parts.findLast(({ via }) => via === 'api') ?? parts.at(-1)!;
	const confirmed = await Promise.all(parts.map((part) => part.confirmed));
	return {
		via: told.via,
		as: told.as,
		botAccount: told.botAccount,
		confirmed: confirmed.every(Boolean),
		messageIds: parts.flatMap(({ messageId }) => messageId ?? []),
		replyDropped: parts[0]!.replyDropped
	};
}
