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
 * Permissions that the bot asks for, in the order of Discord's settings.
 *
 * Manage Messages is not one of them: relayed lines are posted through the bot's own webhooks, which delete them.
 * Mention Everyone is not either: a role that can be mentioned is enough for a ping.
 */
export const BotPermissions = [
	{ name: 'ViewChannel', label: 'View Channels', reason: 'Sees the channels that you choose' },
	{ name: 'ManageRoles', label: 'Manage Roles', reason: 'Gives roles to subscribers, VIPs and other viewers' },
	{
		name: 'ManageWebhooks',
		label: 'Manage Webhooks',
		reason: 'Shows Kick messages with the name and picture of viewers'
	},
	{ name: 'SendMessages', label: 'Send Messages', reason: 'Posts alerts and announcements, and answers commands' },
	{ name: 'SendMessagesInThreads', label: 'Send Messages in Threads', reason: 'Does the same in threads' },
	{ name: 'EmbedLinks', label: 'Embed Links', reason: 'Shows streams with title, category and picture' },
	{ name: 'AttachFiles', label: 'Attach Files', reason: 'Shows the leaderboard as a picture' },
	{ name: 'AddReactions', label: 'Add Reactions', reason: 'Marks a message that Kick did not accept' },
	{ name: 'UseExternalEmojis', label: 'Use External Emojis', reason: 'Shows Kick emotes as emojis' },
	{
		name: 'ReadMessageHistory',
		label: 'Read Message History',
		reason: 'Replies to messages, and posts nothing twice after a lost connection'
	}
] as const satisfies readonly BotPermission[];

/** Name of a permission that the bot asks for. */
export type BotPermissionName = (typeof BotPermissions)[number]['name'];

/** The permissions as Discord's bits. */
export const BotPermissionBits = BotPermissions.reduce((bits, { name }) => bits | PermissionFlagsBits[name], 0n);
