import { refusals } from '../rest/DiscordError.js';
import { parseBody } from '../rest/parseBody.js';
import type { ReceivedFile } from '../rest/UploadedFile.js';
import type { SimulatedChannel } from '../world/entities.js';
import type { World } from '../world/World.js';
import { blankMessage } from './blankMessage.js';
import type { MessageComposer } from './MessageComposer.js';
import type { MessageFeed } from './MessageFeed.js';
import { type MessageBody, messageBody } from './messageBody.js';
import { reportMessage } from './reportMessage.js';
import type { StoredMessage } from './StoredMessage.js';

/** The bot's messages in channels: sends, edits and deletes them. */
export class ChannelMessages {
	readonly #world: World;
	readonly #composer: MessageComposer;
	readonly #feed: MessageFeed;

	public constructor(world: World, composer: MessageComposer, feed: MessageFeed) {
		this.#world = world;
		this.#composer = composer;
		this.#feed = feed;
	}

	/** @throws DiscordError 50001, 50013, 50007 when the bot may not, 50035 and 50006 when the message does not fit. */
	public send(channel: SimulatedChannel, body: unknown, files: readonly ReceivedFile[]): StoredMessage {
		assertMaySend(channel, files.length > 0);

		const { ids, bot } = this.#world;
		const parsed = parseBody(messageBody, body);
		const blank = blankMessage(ids, channel, bot, replyTarget(channel, parsed));
		const message = this.#composer.compose(blank, parsed, files, null);
		this.#feed.add(channel, message);
		reportMessage(this.#world, 'message', channel, message);
		return message;
	}

	/** @throws DiscordError 50005 for a person's message, 50035 and 50006 when the message does not fit. */
	public edit(
		channel: SimulatedChannel,
		message: StoredMessage,
		body: unknown,
		files: readonly ReceivedFile[]
	): StoredMessage {
		if (!message.isByBot) throw refusals.notTheAuthor();

		this.#composer.edit(message, parseBody(messageBody, body), files);
		this.#feed.update(channel, message);
		reportMessage(this.#world, 'edit', channel, message);
		return message;
	}

	/** @throws DiscordError 50013 for a person's message, without the permission to manage messages. */
	public delete(channel: SimulatedChannel, message: StoredMessage): void {
		const isAllowed = message.isByBot || (channel.guild && channel.allows(channel.guild.bot, 'ManageMessages'));
		if (!isAllowed) throw refusals.missingPermissions();

		this.#feed.delete(channel, message);
		reportMessage(this.#world, 'deletion', channel, message);
	}
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
