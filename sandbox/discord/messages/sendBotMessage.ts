import { refusals } from '../rest/DiscordError.js';
import { parseBody } from '../rest/parseBody.js';
import type { ReceivedFile } from '../rest/ReceivedFile.js';
import type { SimulatedChannel } from '../world/SimulatedChannel.js';
import type { World } from '../world/World.js';
import { blankMessage } from './blankMessage.js';
import { composeMessage } from './composeMessage.js';
import { type MessageBody, messageBody } from './messageBody.js';
import { reportMessage } from './reportMessage.js';
import type { StoredMessage } from './StoredMessage.js';

/**
 * The bot writes into a channel.
 *
 * @throws DiscordError 50001, 50013, 50007 when it may not, 50035 and 50006 when the message does not fit.
 */
export function sendBotMessage(
	world: World,
	channel: SimulatedChannel,
	body: unknown,
	files: readonly ReceivedFile[]
): StoredMessage {
	assertMaySend(channel, files.length > 0);

	const parsed = parseBody(messageBody, body);
	const blank = blankMessage(world, channel, world.bot, replyTarget(channel, parsed));
	const message = composeMessage(world, blank, parsed, files, null);
	world.feed.add(channel, message);
	reportMessage(world, 'message', channel, message);
	return message;
}

function assertMaySend(channel: SimulatedChannel, hasFiles: boolean): void {
	const { guild, recipient } = channel;
	if (guild === null) {
		if (recipient?.directMessagesClosed) throw refusals.directMessagesClosed();
		return;
	}
	if (!channel.allows(guild.bot, 'SendMessages')) throw refusals.missingPermissions();
	if (hasFiles && !channel.allows(guild.bot, 'AttachFiles')) throw refusals.missingPermissions();
}

function replyTarget(
	channel: SimulatedChannel,
	{ message_reference: reference }: MessageBody
): StoredMessage | undefined {
	if (!reference?.message_id) return undefined;

	const target = channel.find(reference.message_id);
	if (target === undefined && reference.fail_if_not_exists !== false) {
		throw refusals.invalidForm({
			message_reference: { _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }] }
		});
	}
	return target;
}
