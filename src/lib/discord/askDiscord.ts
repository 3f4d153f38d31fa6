import { type Client, DiscordAPIError } from 'discord.js';
import type { z } from 'zod';

const LimitMs = 5_000;
/** Discord's answers about a server that the bot is not in, and about a person who is not in it. */
const AbsentStatuses = [403, 404];

/**
 * Asks Discord's API as the bot: for what the cache of this process may not have, or may have too old.
 *
 * @returns The answer; `null` when there is no such thing for the bot.
 * @throws When Discord does not answer within 5 seconds, or not as expected.
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
