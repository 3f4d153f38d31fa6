import { PermissionFlagsBits } from 'discord-api-types/v10';

/** Permission that the bot uses in Discord. */
export interface BotPermission {
	name: keyof typeof PermissionFlagsBits;
	/** Name in Discord's settings. */
	label: string;
	/** Reason for people who are about to add the bot. */
	reason: string;
}

/**
 * Permissions that the bot asks for, in the order of Discord's settings. A feature adds those that it needs.
 *
 * Each is used today, because people distrust a bot that asks for more than it does.
 */
export const BotPermissions = [
	{ name: 'ViewChannel', label: 'View Channels', reason: 'Sees the channels where people use its commands' },
	{ name: 'SendMessages', label: 'Send Messages', reason: 'Answers commands that begin with a prefix' },
	{ name: 'SendMessagesInThreads', label: 'Send Messages in Threads', reason: 'Does the same in threads' },
	{ name: 'AttachFiles', label: 'Attach Files', reason: 'Shows the leaderboard as a picture' },
	{ name: 'ReadMessageHistory', label: 'Read Message History', reason: 'Shows its answer as a reply' }
] as const satisfies readonly BotPermission[];

/** Name of a permission that the bot asks for. */
export type BotPermissionName = (typeof BotPermissions)[number]['name'];

/** The permissions as Discord's bits. */
export const BotPermissionBits = BotPermissions.reduce((bits, { name }) => bits | PermissionFlagsBits[name], 0n);
