import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';

/** Access tokens of linked accounts. */
export interface ChatTokens {
	accessToken(accountUserId: number): Promise<Result<string, KickError>>;
	/** To be called after Kick refused a token; does nothing when that one was replaced already. */
	renew(accountUserId: number, rejectedToken: string): Promise<Result<string, KickError>>;
}

/** A bot account's token, and whose it is as far as that is known. */
export interface BotToken {
	accessToken: string;
	userId: number | null;
	username: string | null;
}

/** Access to the bot account that writes beside the live socket. */
export interface BotTokens {
	token(): Promise<Result<BotToken, KickError>>;
	/** To be called after Kick refused a token; does nothing when that one was replaced already. */
	renew(rejectedToken: string): Promise<Result<BotToken, KickError>>;
}

/** The live socket, as far as sending is concerned. */
export interface ChatSocket {
	/** Whether the messages of this chatroom arrive right now, as those of this channel. */
	isSubscribed(chatroomId: number, broadcasterUserId: number): boolean;
	/**
	 * Whether the socket has shown this message, at the latest after `limitMs`.
	 *
	 * Also answers for a message that was shown before Kick's answer to its sending arrived. Never rejects.
	 */
	waitForEcho(messageId: string, limitMs: number): Promise<boolean>;
}

export interface ChatMessageRequest {
	type: 'bot' | 'user';
	content: string;
	/** Needed for `user`; a `bot` message goes to the channel of the token's account. */
	broadcasterUserId?: number;
	replyToMessageId?: string;
}

/**
 * Kick's endpoint for sending. Must settle in bounded time.
 *
 * @see https://docs.kick.com/apis/chat
 */
export interface ChatApi {
	postChatMessage(
		accessToken: string,
		message: ChatMessageRequest
	): Promise<Result<{ messageId: string | null }, KickError>>;
}
