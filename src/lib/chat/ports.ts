import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';

/** Access tokens of linked accounts. */
export interface ChatTokens {
	accessToken(accountUserId: number): Promise<Result<string, KickError>>;
	/** To be called after Kick refused a token; does nothing when that one was replaced already. */
	renew(accountUserId: number, rejectedToken: string): Promise<Result<string, KickError>>;
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
