import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import type { Turn } from './ChannelQueue.js';
import type { SendAs, SentMessage } from './types.js';

/** Where a message goes, and whose link it uses. */
export interface SendTarget {
	/** Kick user id of the channel's owner. */
	broadcasterUserId: number;
	/** Kick user id of the account whose token is used. */
	accountUserId: number;
	/** `null` where it is not known: only the live socket needs it. */
	chatroomId: number | null;
}

/** What goes out as one Kick message. */
export interface MessagePart extends SendTarget {
	content: string;
	replyTo: string | null;
	sendAs: SendAs;
}

export interface SentPart extends Pick<SentMessage, 'via' | 'as' | 'botAccount'> {
	/** `null` when Kick took the message and did not tell its id. */
	messageId: string | null;
	replyDropped: boolean;
	/** Whether the chat has shown it. Not to be waited for in the channel's turn; never rejects. */
	confirmed: Promise<boolean>;
}

/** One way to put a message into a Kick chat. */
export interface ChatTransport {
	/**
	 * Asks `turn.ready()` before each request that it makes.
	 *
	 * @returns `null`: Kick has not taken the message, and the next way may try. An error is final, the message may be there.
	 */
	send(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError> | null>;
}
