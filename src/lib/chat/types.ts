import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';

/**
 * Sender of a message.
 *
 * - `auto`: the bot account if the live socket is on, otherwise the app's bot, otherwise the linked account.
 * - `bot`: the app's bot, by the API.
 * - `user`: the linked account, by the API.
 */
export type SendAs = 'auto' | 'bot' | 'user';

/** Options for one message. */
export interface SendOptions {
	/** Id of the Kick message to answer. If Kick does not know it, the message is sent without a reply. */
	replyTo?: string;
	/** Sender to use. By default the plugin option `sendAs`, which is `auto` if not set. */
	sendAs?: SendAs;
}

/**
 * Result of a sent message.
 *
 * Each part of a long message chooses its own transport. If they differ, `via` is `api`, and `as` describes those
 * parts.
 */
export interface SentMessage {
	/** `websocket`: posted as the bot account and expected in the live socket. Kick's socket itself only receives. */
	via: 'websocket' | 'api';
	/** Sender that Kick shows: the app's bot, the linked account, or the bot account of `/kick link account:bot`. */
	as: 'bot' | 'user' | 'bot_account';
	/** Kick name of the bot account, if it sent the message and the name is known. */
	botAccount: string | null;
	/**
	 * `false` if Kick accepted all parts, but the live socket did not show them within 5 seconds. By API, always `true`.
	 */
	confirmed: boolean;
	/** Ids of the parts, in order. A long message is sent in parts. */
	messageIds: string[];
	/** Whether the reply was dropped because Kick did not know its message. */
	replyDropped: boolean;
}

/** Sent message, or the error that says why it was not sent and what to do. */
export type SendResult = Result<SentMessage, KickError>;
