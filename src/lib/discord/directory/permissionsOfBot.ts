import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { ChannelState, GuildState } from './GuildState.js';

const All = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** Returns the bot's permissions in a whole server. */
export function serverPermissions({ id, ownerId, roles, bot }: GuildState): bigint {
	if (ownerId === bot.id) return All;
	const own = new Set([id, ...bot.roleIds]);
	const bits = roles.filter((role) => own.has(role.id)).reduce((all, { permissions }) => all | permissions, 0n);
	return (bits & PermissionFlagsBits.Administrator) === 0n ? bits : All;
}

/**
 * Returns the bot's permissions in a channel: those of the server, changed by the rules of the channel for everyone,
 * then for the bot's roles, then for the bot.
 *
 * @see https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function channelPermissions(guild: GuildState, { overwrites }: ChannelState): bigint {
	const base = serverPermissions(guild);
	if ((base & PermissionFlagsBits.Administrator) !== 0n) return All;
	const { id: everyone, bot } = guild;
	const steps = [
		(id: string) => id === everyone,
		(id: string) => id !== everyone && bot.roleIds.includes(id),
		(id: string) => id === bot.id
	];
	return steps.reduce((bits, applies) => {
		const rules = overwrites.filter(({ id }) => applies(id));
		const denied = rules.reduce((all, { deny }) => all | deny, 0n);
		const allowed = rules.reduce((all, { allow }) => all | allow, 0n);
		return (bits & ~denied) | allowed;
	}, base);
}
