import { type Client, PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import { askDiscord } from './askDiscord.js';

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const guildAnswer = z.object({ owner_id: z.string(), roles: z.array(z.object({ id: z.string(), permissions: bits })) });
const memberAnswer = z.object({ roles: z.array(z.string()) });

const EnoughPermissions = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;

/**
 * Whether a user is in a server and has Manage Server there at this moment. Works for servers of other processes, and
 * needs no intent.
 *
 * @throws When Discord does not answer.
 */
export async function managesGuild(client: Client, guildId: string, userId: string): Promise<boolean> {
	const [guild, member] = await Promise.all([
		askDiscord(client, Routes.guild(guildId), guildAnswer),
		askDiscord(client, Routes.guildMember(guildId, userId), memberAnswer)
	]);
	if (!guild || !member) return false;
	if (guild.owner_id === userId) return true;
	// The @everyone role has the server's id, and members do not list it.
	const roleIds = new Set([guildId, ...member.roles]);
	return guild.roles.some(({ id, permissions }) => roleIds.has(id) && (permissions & EnoughPermissions) !== 0n);
}
