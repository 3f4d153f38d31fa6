import { type Client, DiscordAPIError } from 'discord.js';
import type { z } from 'zod';

const LimitMs = 5_000;
/** Statuses for a server that the bot is not in, and for a user who is not in the server. */
const AbsentStatuses = [403, 404];

/**
 * Reads from Discord's API as the bot, for data that is missing or too old in the cache of this process.
 *
 * @returns The answer, or `null` when it does not exist for the bot.
 * @throws When Discord does not answer within 5 seconds, or sends an unexpected answer.
 */
export async function askDiscord<Answer>(
	client: Client,
	path: `/${string}`,
	schema: z.ZodType<Answer>
): Promise<Answer | null> {
	try {
		return schema.parse(await client.rest.get(path, { signal: AbortSignal.timeout(LimitMs) }));
	} catch (error) {
		if (error instanceof DiscordAPIError && AbsentStatuses.includes(error.status)) return null;
		throw error;
	}
}
