import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';

/** Access tokens of linked accounts. */
export interface ChatTokens {
	accessToken(accountUserId: number): Promise<Result<string, KickError>>;
	/** Returns another token after Kick refused one. It does not refresh again if that one was already replaced. */
	renew(accountUserId: number, rejectedToken: string): Promise<Result<string, KickError>>;
}

/** Token of a bot account, and its owner if known. */
export interface BotToken {
	accessToken: string;
	userId: number | null;
	username: string | null;
}

/** Tokens of the account that the bot writes with while the live socket is on. */
export interface BotTokens {
	token(): Promise<Result<BotToken, KickError>>;
	/** Returns another token after Kick refused one. It does not refresh again if that one was already replaced. */
	renew(rejectedToken: string): Promise<Result<BotToken, KickError>>;
}

/** Part of the live socket that sending needs. */
export interface ChatSocket {
	/** Whether the messages of this chatroom arrive now, as messages of this channel. */
	isSubscribed(chatroomId: number, broadcasterUserId: number): boolean;
	/**
	 * Resolves to whether the socket shows this message, after `limitMs` at the latest.
	 *
	 * A message that was shown before Kick answered the request counts too. Never rejects.
	 */
	waitForEcho(messageId: string, limitMs: number): Promise<boolean>;
}

export interface ChatMessageRequest {
	type: 'bot' | 'user';
	content: string;
	/** Required for `user`. A `bot` message goes to the channel of the token's account. */
	broadcasterUserId?: number;
	replyToMessageId?: string;
}

/**
 * Kick's endpoint for sending. Calls must settle in bounded time.
 *
 * @see https://docs.kick.com/apis/chat
 */
export interface ChatApi {
	postChatMessage(
		accessToken: string,
		message: ChatMessageRequest
	): Promise<Result<{ messageId: string | null }, KickError>>;
}
