import { type Client, Routes } from 'discord.js';
import { z } from 'zod';
import { askDiscord } from './askDiscord.js';

const memberAnswer = z.object({ roles: z.array(z.string()) });

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
