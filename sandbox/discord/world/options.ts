import type { BotMessage } from '../messages/BotMessage.js';
import type { PermissionName } from './permissions.js';

export interface UserOptions {
	/** The id to use, for tests that need a fixed one. */
	id?: string;
	/** Whether this person takes no direct messages: the bot gets error 50007. Default `false`. */
	directMessagesClosed?: boolean;
	/** Hash of the profile picture; `null` for an account without one. Default: a hash of its own. */
	avatar?: string | null;
}

export interface MemberOptions extends UserOptions {
	/** Permissions beyond those of @everyone, given by a role of its own. */
	permissions?: readonly PermissionName[];
}

export interface ChannelOptions {
	/** Whether the bot may write here. Default `true`. */
	botMayWrite?: boolean;
	/** Whether the bot sees this channel. Default `true`. */
	botMayView?: boolean;
	/** Whether the bot may attach files here. Default `true`. */
	botMayAttach?: boolean;
}

export interface ReplyOptions {
	/** Selects the answer; checked again when the bot edits one. Default: the next. */
	where?: (answer: BotMessage) => boolean;
	/** Maximum wait in milliseconds. Default: 60,000. */
	limitMs?: number;
}
