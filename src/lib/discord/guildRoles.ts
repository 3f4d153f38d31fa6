import { type Client, Routes } from 'discord.js';
import { z } from 'zod';
import { askDiscord } from './askDiscord.js';

const rolesAnswer = z.array(z.object({ id: z.string(), name: z.string(), position: z.number() }));
const memberAnswer = z.object({ roles: z.array(z.string()) });

/** Role of a Discord server. */
export interface GuildRole {
	id: string;
	name: string;
}

/**
 * Returns the roles of a server, the highest first, without @everyone. Returns `null` when the bot is not in it. Asks
 * Discord each time.
 *
 * @throws When Discord does not answer.
 */
export async function guildRoles(client: Client, guildId: string): Promise<GuildRole[] | null> {
	const roles = await askDiscord(client, Routes.guildRoles(guildId), rolesAnswer);
	if (!roles) return null;
	return (
		roles
			// The @everyone role has the server's id.
			.filter(({ id }) => id !== guildId)
			.sort((one, other) => other.position - one.position || (one.id < other.id ? -1 : 1))
			.map(({ id, name }) => ({ id, name }))
	);
}

/**
 * Returns the ids of a member's roles at this moment, or `null` for a person who is not in the server. Works for
 * servers of other processes, and needs no intent.
 *
 * @throws When Discord does not answer.
 */
export async function memberRoles(client: Client, guildId: string, userId: string): Promise<string[] | null> {
	const member = await askDiscord(client, Routes.guildMember(guildId, userId), memberAnswer);
	return member?.roles ?? null;
}
