import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';

/** `auto`: as the app's bot, and as the linked account where Kick refuses that. */
export type SendAs = 'auto' | 'bot' | 'user';

export interface SendOptions {
	/** Id of the Kick message to answer. An unknown one is left out, the message is sent all the same. */
	replyTo?: string;
	/** @default 'auto' */
	sendAs?: SendAs;
}

/** How a message went. */
export interface SentMessage {
	via: 'websocket' | 'api';
	/** As whom Kick showed it. */
	as: 'bot' | 'user';
	/** One per part, in order; a long message is sent in parts. */
	messageIds: string[];
	/** `true` when Kick did not know the message to reply to. */
	replyDropped: boolean;
}

export type SendResult = Result<SentMessage, KickError>;
