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
}

/** What goes out as one Kick message. */
export interface MessagePart extends SendTarget {
	content: string;
	replyTo: string | null;
	sendAs: SendAs;
}

export interface SentPart {
	as: SentMessage['as'];
	/** `null` when Kick took the message and did not tell its id. */
	messageId: string | null;
	replyDropped: boolean;
}

/** One way to put a message into a Kick chat. */
export interface SendWay {
	readonly via: SentMessage['via'];
	/** Asks `turn.ready()` before each request that it makes. */
	send(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError>>;
}
