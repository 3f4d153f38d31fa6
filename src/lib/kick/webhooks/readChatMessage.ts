import type { KickChatMessage } from '../events/index.js';
import { parseWireDate } from '../wire.js';
import { MaxMessageIdLength, toChatMessage, type WireReply } from './chatSchemas.js';
import { isJsonObject, isMissing, isOptionalText } from './jsonFields.js';
import { readUser } from './readUser.js';

/**
 * Reads a chat message in Kick's documented form, without the schema, because most events are chat messages.
 *
 * @param json Parsed JSON.
 * @returns The same result as the schema `chatMessage`, or `null` if only the schema can decide.
 */
export function readChatMessage(json: unknown): KickChatMessage | null {
	if (!isJsonObject(json)) return null;
	const { message_id, content, created_at } = json;
	if (!isMessageId(message_id) || typeof content !== 'string' || !isOptionalText(created_at)) return null;
	const broadcaster = readUser(json.broadcaster);
	const sender = readUser(json.sender);
	const replies_to = readReply(json.replies_to);
	if (!broadcaster || !sender || replies_to === undefined) return null;
	return toChatMessage({
		message_id,
		broadcaster,
		sender,
		content,
		replies_to,
		created_at: parseWireDate(created_at)
	});
}

/**
 * Whether a value is a message id. Counts code units. The schema, which counts code points, decides about longer ids.
 */
function isMessageId(json: unknown): json is string {
	return typeof json === 'string' && json !== '' && json.length <= MaxMessageIdLength;
}

/** @returns `null` when there is no reply, `undefined` when the schema has to decide. */
function readReply(json: unknown): WireReply | null | undefined {
	if (isMissing(json)) return null;
	if (!isJsonObject(json)) return undefined;
	const { message_id, content } = json;
	const sender = readUser(json.sender);
	if (typeof message_id !== 'string' || message_id === '' || typeof content !== 'string' || !sender) return undefined;
	return { message_id, content, sender };
}
