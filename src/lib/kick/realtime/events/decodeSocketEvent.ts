import { err, ok, type Result } from '@sapphire/result';
import type { z } from 'zod';
import type { KickEvent, KickEventPayloads, KickEventType, KickUser } from '../../events/index.js';
import { schemaProblems } from '../../schemaProblems.js';
import { chatMessage, messagePinned } from './chatMessage.js';
import { chatMode, messageUnpinned } from './chatMode.js';
import { chatCleared, messageDeleted, userUnbanned } from './moderation.js';
import type { SocketData } from './SocketData.js';

export interface SocketEvent {
	type: KickEventType;
	event: KickEvent;
	/** Kick's id of the event, or of the message for a chat message. `null` without an id. */
	id: string | null;
	createdAt: Date | null;
}

/** Events that only the socket sends, and chat messages. Others also arrive by webhook, without an id to match them. */
const Decoded: {
	[Type in KickEventType]?: readonly [name: string, schema: z.ZodType<SocketData<KickEventPayloads[Type]>>];
} = {
	'chat.message.sent': ['ChatMessageEvent', chatMessage],
	'chat.message.deleted': ['MessageDeletedEvent', messageDeleted],
	'moderation.unbanned': ['UserUnbannedEvent', userUnbanned],
	'chat.cleared': ['ChatroomClearEvent', chatCleared],
	'chat.mode.updated': ['ChatroomUpdatedEvent', chatMode],
	'chat.message.pinned': ['PinnedMessageCreatedEvent', messagePinned],
	'chat.message.unpinned': ['PinnedMessageDeletedEvent', messageUnpinned]
};

const Decoders = new Map(
	Object.entries(Decoded).map(([type, [name, schema]]) => [
		`App\\Events\\${name}`,
		{ type: type as KickEventType, schema: schema as z.ZodType<SocketData<KickEvent>> }
	])
);

/**
 * Parses an event of the live socket into the event for listeners. Never throws.
 *
 * @param name Name on the socket, for example `App\Events\ChatMessageEvent`.
 * @param data Inner data of any shape.
 * @returns The event, `null` for an event that is ignored, or one line for the log, without the values.
 */
export function decodeSocketEvent(
	name: string,
	data: unknown,
	broadcaster: KickUser
): Result<SocketEvent | null, string> {
	const decoder = Decoders.get(name);
	if (!decoder) return ok(null);
	const parsed = decoder.schema.safeParse(data);
	if (!parsed.success) return err(schemaProblems(parsed.error, 'data'));
	const { id, createdAt } = parsed.data;
	return ok({ type: decoder.type, event: parsed.data.in(broadcaster), id, createdAt });
}
