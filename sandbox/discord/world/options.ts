import type { APIOverwrite } from 'discord-api-types/v10';
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

/** Kind of a channel. A category holds others, and nothing is written in it. */
export type ChannelKind = 'text' | 'announcement' | 'voice' | 'stage' | 'forum' | 'category';

export interface ChannelOptions {
	/** Default `text`. */
	kind?: ChannelKind;
	/** Name of the category that the channel is in. Default: none. */
	category?: string;
	/** Rules for roles and members. Default: none, beside those for the bot. */
	overwrites?: readonly APIOverwrite[];
	/** Whether the bot may write here. Default `true`. */
	botMayWrite?: boolean;
	/** Whether the bot sees this channel. Default `true`. */
	botMayView?: boolean;
	/** Whether the bot may attach files here. Default `true`. */
	botMayAttach?: boolean;
}

export interface RoleOptions {
	/** Default: none beyond those of @everyone. */
	permissions?: readonly PermissionName[] | undefined;
	/** Colour as a number: `0xff0000`. Default 0, which means none. */
	color?: number;
	/** Whether the role is above all others, the bot's included. Default `false`: it is below all others. */
	isAboveBot?: boolean;
	/** Whether the role belongs to an integration, so that people cannot give it. Default `false`. */
	isManaged?: boolean;
	/** Whether everyone may mention the role. Default `false`. */
	isMentionable?: boolean;
}

export interface ReplyOptions {
	/** Selects the answer; checked again when the bot edits one. Default: the next. */
	where?: (answer: BotMessage) => boolean;
	/** Maximum wait in milliseconds. Default: 60,000. */
	limitMs?: number;
}
