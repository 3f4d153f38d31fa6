import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';

/**
 * `auto`: as the bot account by the live socket's way where that is on, else as the app's bot, else as the linked account.
 * `bot` and `user` mean the API: as the app's bot, as the linked account.
 */
export type SendAs = 'auto' | 'bot' | 'user';

export interface SendOptions {
	/** Id of the Kick message to answer. An unknown one is left out, the message is sent all the same. */
	replyTo?: string;
	/** @default 'auto' */
	sendAs?: SendAs;
}

/**
 * How a message went.
 *
 * Each part of a long message finds its own way. Where they differ, `via` is `api`, and `as` speaks of those parts.
 */
export interface SentMessage {
	/** `websocket`: posted as the bot account, and looked for in the live socket. Kick's socket itself only receives. */
	via: 'websocket' | 'api';
	/** As whom Kick shows it: as the app's bot, as the linked account, or as the bot account of `/kick link account:bot`. */
	as: 'bot' | 'user' | 'bot_account';
	/** Name of the bot account on Kick, where it went as that and the name is known. */
	botAccount: string | null;
	/** `false`: Kick took all of it, and the live socket has not shown it within 5 seconds. By API: always `true`. */
	confirmed: boolean;
	/** One per part, in order; a long message is sent in parts. */
	messageIds: string[];
	/** `true` when Kick did not know the message to reply to. */
	replyDropped: boolean;
}

export type SendResult = Result<SentMessage, KickError>;
