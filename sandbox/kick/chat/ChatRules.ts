import { type Answer, badRequest, forbidden, serverError } from '../http/answers.js';
import type { Account } from '../world/Account.js';
import type { ChatRooms, NewChatMessage } from './ChatRooms.js';

const GraphemeLimit = 500;
const ByteLimit = 2048;
const Emote = /\[emote:\d+:[^\]]*\]/g;

/** Reasons to refuse a message of the API. Settings can be changed at any time. */
export class ChatRules {
	/** Answer to messages with `type: bot`. Some apps get "Channel not found" or a 500 for all of them. */
	public botModeStatus: 'ok' | 'channel-not-found' | 'error-500' = 'ok';
	/** Seconds between two messages of one sender; 0 is off. */
	public slowMode = 0;
	public followersOnly = false;
	/** User names that are banned in every channel. `streamer.bans()` bans in one channel. */
	public readonly bannedUsers = new Set<string>();
	/** Refuses every message with this code of Kick's website, such as `DUPLICATE_MESSAGE_ERROR`. */
	public refusal: string | null = null;
	/** Whether messages of the API are sent as `chat.message.sent`. Kick does not document it. */
	public echoToWebhooks = false;
	/** Whether messages of the API are on the live socket, as on Kick's own page. */
	public echoToSocket = true;

	/** @returns Kick's answer to a message that is refused, otherwise `null`. */
	public check(streamer: Account, message: NewChatMessage, rooms: ChatRooms): Answer | null {
		if (isTooLong(message.content)) return badRequest('MESSAGE_TOO_LONG');
		if (this.isBanned(streamer, message.sender)) return forbidden();
		// Refusals of the chat's modes surface as 500 with their code in `data`.
		const mode = this.refusal ?? this.#refusedMode(streamer, message, rooms);
		if (mode !== null) return serverError(mode);
		if (message.replyTo !== null && rooms.find(streamer, message.replyTo) === undefined) {
			return badRequest('ORIGINAL_MESSAGE_NOT_FOUND_ERROR');
		}
		return null;
	}

	public isBanned({ channel }: Account, sender: Account): boolean {
		if (this.bannedUsers.has(sender.username)) return true;
		const until = channel.bans.get(sender.userId);
		return until === null || (until !== undefined && until.getTime() > Date.now());
	}

	#refusedMode(streamer: Account, { sender, content }: NewChatMessage, rooms: ChatRooms): string | null {
		if (sender === streamer) return null;
		const { followers, subscribers, chatMode } = streamer.channel;
		const isForFollowers = this.followersOnly || chatMode.followersMode !== null;
		if (isForFollowers && !followers.has(sender.userId)) return 'FOLLOWERS_ONLY_ERROR';
		if (chatMode.subscribersMode && !subscribers.has(sender.userId)) return 'SUBSCRIBERS_ONLY_ERROR';
		if (chatMode.emotesMode && content.replaceAll(Emote, '').trim() !== '') return 'EMOTES_ONLY_ERROR';
		const last = rooms.of(streamer).items.findLast((message) => message.sender === sender);
		const pauseMs = Math.max(this.slowMode, chatMode.slowMode) * 1000;
		return last !== undefined && Date.now() - last.at.getTime() < pauseMs ? 'SLOW_MODE_ERROR' : null;
	}
}

function isTooLong(content: string): boolean {
	if (Buffer.byteLength(content) > ByteLimit) return true;
	return [...new Intl.Segmenter().segment(content)].length > GraphemeLimit;
}
