import type { ChatMessage } from '../chat/ChatRooms.js';
import { chatMessage } from '../webhooks/payloads.js';
import type { Delivery } from '../webhooks/WebhookSender.js';
import type { Account } from '../world/Account.js';
import type { Stage } from './Stage.js';

/** Sends the webhooks of a message that is in the chat. */
export function publishChatMessage(
	{ publisher, rooms }: Pick<Stage, 'publisher' | 'rooms'>,
	streamer: Account,
	message: ChatMessage
): Promise<Delivery[]> {
	const original = message.replyTo === null ? undefined : rooms.find(streamer, message.replyTo);
	return publisher.publish('chat.message.sent', streamer, chatMessage(streamer, message, original));
}
