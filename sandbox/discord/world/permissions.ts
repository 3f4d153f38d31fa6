import { type APIOverwrite, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';

/** A permission by its name in Discord's documentation, in PascalCase: `ManageGuild`, `SendMessages`. */
export type PermissionName = keyof typeof PermissionFlagsBits;

/** Permissions of @everyone in a new Discord server, without `MentionEveryone` and those that bots seldom need. */
export const EveryonePermissions: readonly PermissionName[] = [
	'ViewChannel',
	'SendMessages',
	'SendMessagesInThreads',
	'EmbedLinks',
	'AttachFiles',
	'ReadMessageHistory',
	'AddReactions',
	'UseExternalEmojis',
	'UseApplicationCommands',
	'CreateInstantInvite',
	'ChangeNickname',
	'Connect',
	'Speak'
];

/** Usual permissions of a bot's own role: those that chat bots ask for when they are invited. */
export const BotPermissions: readonly PermissionName[] = [
	'ViewChannel',
	'SendMessages',
	'EmbedLinks',
	'AttachFiles',
	'ReadMessageHistory',
	'AddReactions',
	'UseExternalEmojis'
];

export const AllPermissions = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

export function permissionBits(names: readonly PermissionName[]): bigint {
	return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

export function permissionNames(bits: bigint): PermissionName[] {
	return permissionEntries.filter(([, bit]) => (bits & bit) === bit).map(([name]) => name);
}

export interface PermissionSubject {
	userId: string;
	everyoneId: string;
	roleIds: readonly string[];
	base: bigint;
}

/** @see https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function applyOverwrites(subject: PermissionSubject, overwrites: readonly APIOverwrite[]): bigint {
	if ((subject.base & PermissionFlagsBits.Administrator) !== 0n) return AllPermissions;

	const ofRoles = overwrites.filter((entry) => entry.type === OverwriteType.Role);
	const steps = [
		ofRoles.filter((entry) => entry.id === subject.everyoneId),
		ofRoles.filter((entry) => entry.id !== subject.everyoneId && subject.roleIds.includes(entry.id)),
		overwrites.filter((entry) => entry.type === OverwriteType.Member && entry.id === subject.userId)
	];

	return steps.reduce((bits, entries) => {
		const denied = entries.reduce((all, entry) => all | BigInt(entry.deny), 0n);
		const allowed = entries.reduce((all, entry) => all | BigInt(entry.allow), 0n);
		return (bits & ~denied) | allowed;
	}, subject.base);
}

const permissionEntries = Object.entries(PermissionFlagsBits) as [PermissionName, bigint][];
