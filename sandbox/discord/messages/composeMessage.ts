import { type APIAllowedMentions, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { refusals } from '../rest/DiscordError.js';
import type { ReceivedFile } from '../rest/ReceivedFile.js';
import type { World } from '../world/World.js';
import type { MessageBody } from './messageBody.js';
import { StoredMessage } from './StoredMessage.js';
import { isEmpty, withBody } from './withBody.js';
import { withMentions } from './withMentions.js';

/** Flags that a bot may set when it writes; the others are Discord's own. */
const SettableFlags = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** @throws DiscordError 50006 when nothing would be shown. */
export function composeMessage(
	world: World,
	blank: APIMessage,
	body: MessageBody,
	files: readonly ReceivedFile[],
	visibleTo: string | null
): StoredMessage {
	const message = new StoredMessage(blank, visibleTo, undefined);
	setContent(world, message, body, files);
	return message;
}

/** @throws DiscordError 50006 when nothing would be left. */
export function editMessage(
	world: World,
	message: StoredMessage,
	body: MessageBody,
	files: readonly ReceivedFile[]
): void {
	setContent(world, message, body, files);
	message.payload = { ...message.payload, edited_timestamp: new Date().toISOString() };
}

function setContent(world: World, message: StoredMessage, body: MessageBody, files: readonly ReceivedFile[]): void {
	const changed = withBody(world, message.payload, body, files);
	if (isEmpty(changed)) throw refusals.emptyMessage();

	const flags = (changed.flags ?? 0) | ((body.flags ?? 0) & SettableFlags);
	message.allowedMentions = allowedMentionsOf(body);
	message.payload = withMentions(world, { ...changed, flags }, message.allowedMentions);
}

function allowedMentionsOf({ allowed_mentions: allowed }: MessageBody): APIAllowedMentions | undefined {
	if (!allowed) return undefined;
	const given = Object.entries(allowed).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(given) as APIAllowedMentions;
}
