import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import type { Turn } from './ChannelQueue.js';
import type { SendAs, SentMessage } from './types.js';

/** Destination of a message, and the account whose link it uses. */
export interface SendTarget {
	/** Kick user id of the channel's owner. */
	broadcasterUserId: number;
	/** Kick user id of the account whose token is used. */
	accountUserId: number;
	/** `null` if unknown. Only the live socket needs it. */
	chatroomId: number | null;
}

/** Text that is sent as one Kick message. */
export interface MessagePart extends SendTarget {
	content: string;
	replyTo: string | null;
	sendAs: SendAs;
}

export interface SentPart extends Pick<SentMessage, 'via' | 'as' | 'botAccount'> {
	/** `null` if Kick accepted the message without returning an id. */
	messageId: string | null;
	replyDropped: boolean;
	/** Whether the chat has shown it. Do not await it during the channel's turn. Never rejects. */
	confirmed: Promise<boolean>;
}

/** Transport that delivers messages to a Kick chat. */
export interface ChatTransport {
	/**
	 * Sends a message. Calls `turn.ready()` before each request.
	 *
	 * @returns `null` if Kick did not accept the message, so that the next transport may try. An error is final, because
	 * the message may have arrived.
	 */
	send(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError> | null>;
}
