import { randomUUID } from 'node:crypto';
import { badgesOf } from '../../chat/badgesOf.js';
import type { ChatMessage } from '../../chat/ChatRooms.js';
import type { Account } from '../../world/Account.js';
import type { RealtimeEvent } from './RealtimeEvent.js';
import { inChat, personOf, timeText } from './shapes.js';

/** Message events of the live socket. Kick does not document them: the shapes are those of recorded frames. */

const PinnedSeconds = 1200;

export function messageSent(streamer: Account, message: ChatMessage, original?: ChatMessage): RealtimeEvent {
	return inChat(streamer, 'ChatMessageEvent', messageData(streamer, message, original));
}

export function messageDeleted(streamer: Account, messageId: string): RealtimeEvent {
	const data = { id: randomUUID(), message: { id: messageId }, aiModerated: false, violatedRules: [] };
	return inChat(streamer, 'MessageDeletedEvent', data);
}

export function messagePinned(streamer: Account, message: ChatMessage, original?: ChatMessage): RealtimeEvent {
	return inChat(streamer, 'PinnedMessageCreatedEvent', {
		message: messageData(streamer, message, original),
		duration: String(PinnedSeconds),
		pinnedBy: personOf(streamer)
	});
}

export function messageUnpinned(streamer: Account): RealtimeEvent {
	return inChat(streamer, 'PinnedMessageDeletedEvent', []);
}

function messageData(streamer: Account, message: ChatMessage, original: ChatMessage | undefined) {
	const { id, content, sender, at } = message;
	return {
		id,
		chatroom_id: streamer.channel.chatroomId,
		content,
		type: original === undefined ? 'message' : 'reply',
		created_at: timeText(at),
		sender: { ...personOf(sender), identity: { color: sender.color, badges: badgesOf(streamer, message) } },
		...metadataOf(message, original)
	};
}

function metadataOf({ type, at }: ChatMessage, original: ChatMessage | undefined) {
	const reference = { message_ref: String(at.getTime()) };
	if (original === undefined) return type === 'bot' ? {} : { metadata: reference };
	const { userId, username } = original.sender;
	return {
		metadata: {
			// Numbers and texts were recorded as ids: here it is text for every second account.
			original_sender: { id: userId % 2 === 0 ? String(userId) : userId, username },
			original_message: { id: original.id, content: original.content },
			...reference
		}
	};
}
