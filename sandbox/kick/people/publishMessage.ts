import type { ChatMessage } from '../chat/ChatRooms.js';
import { messageSent } from '../realtime/events/messageEvents.js';
import { chatMessage } from '../webhooks/payloads.js';
import type { Delivery } from '../webhooks/WebhookSender.js';
import type { Account } from '../world/Account.js';
import type { Stage } from './Stage.js';

/** Sends the webhooks of a chat message. */
export function publishMessage(
	{ publisher, rooms }: Pick<Stage, 'publisher' | 'rooms'>,
	streamer: Account,
	message: ChatMessage
): Promise<Delivery[]> {
	return publisher.publish(
		'chat.message.sent',
		streamer,
		chatMessage(streamer, message, originalOf(rooms, streamer, message))
	);
}

/** Pushes a chat message to the live socket. */
export function pushMessage(
	{ socket, rooms }: Pick<Stage, 'socket' | 'rooms'>,
	streamer: Account,
	message: ChatMessage
): void {
	socket.publish(messageSent(streamer, message, originalOf(rooms, streamer, message)));
}

function originalOf(rooms: Stage['rooms'], streamer: Account, { replyTo }: ChatMessage): ChatMessage | undefined {
	return replyTo === null ? undefined : rooms.find(streamer, replyTo);
}
