import { type Client, Routes } from 'discord.js';
import { z } from 'zod';
import { askDiscord } from '../askDiscord.js';
import type { GuildState } from './GuildState.js';

const id = z.string().regex(/^\d{1,20}$/);
const bits = z
	.string()
	.regex(/^\d{1,40}$/)
	.transform(BigInt);

const guildAnswer = z.object({
	owner_id: id,
	roles: z.array(
		z
			.object({
				id,
				name: z.string(),
				color: z.int().min(0).max(0xff_ff_ff).catch(0),
				position: z.int(),
				permissions: bits,
				managed: z.boolean(),
				mentionable: z.boolean()
			})
			.transform(({ managed, mentionable, ...role }) => ({
				...role,
				isManaged: managed,
				isMentionable: mentionable
			}))
	)
});
const channelsAnswer = z.array(
	z
		.object({
			id,
			name: z.string(),
			type: z.int(),
			parent_id: id.nullish(),
			position: z.int(),
			permission_overwrites: z.array(z.object({ id, allow: bits, deny: bits })).default([])
		})
		.transform(({ parent_id: parentId, permission_overwrites: overwrites, ...channel }) => ({
			...channel,
			parentId: parentId ?? null,
			overwrites
		}))
);
const memberAnswer = z.object({ roles: z.array(id) });

/**
 * Reads the state of a server from Discord's API, for servers that are not in the cache of this process.
 *
 * @param botId Id of the bot's user.
 * @returns `null` if the bot is not in the server.
 * @throws When Discord does not answer.
 */
export async function fetchGuildState(client: Client, guildId: string, botId: string): Promise<GuildState | null> {
	const [guild, channels, member] = await Promise.all([
		askDiscord(client, Routes.guild(guildId), guildAnswer),
		askDiscord(client, Routes.guildChannels(guildId), channelsAnswer),
		askDiscord(client, Routes.guildMember(guildId, botId), memberAnswer)
	]);
	if (!guild || !channels || !member) return null;
	const { owner_id: ownerId, roles } = guild;
	return { id: guildId, ownerId, channels, roles, bot: { id: botId, roleIds: member.roles } };
}
