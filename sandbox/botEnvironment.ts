import type { SimulatedDiscord } from './discord/index.js';
import type { SimulatedKick } from './kick/index.js';

/**
 * Makes the environment variables that point a bot at a simulated Kick and a simulated Discord.
 *
 * @param url Public address of the bot. It listens on the port of this address.
 *
 * @example
 * ```ts
 * const environment = { ...botEnvironment(kick, discord, 'http://localhost:4000'), DATABASE_URL: 'file:./test.db' };
 * ```
 */
export function botEnvironment(kick: SimulatedKick, discord: SimulatedDiscord, url: string): Record<string, string> {
	return {
		DISCORD_TOKEN: discord.token,
		DISCORD_API_BASE_URL: discord.apiUrl,
		DISCORD_CDN_BASE_URL: discord.cdnUrl,
		DISCORD_CLIENT_SECRET: discord.oauth.clientSecret,
		KICK_CLIENT_ID: kick.app.clientId,
		KICK_CLIENT_SECRET: kick.app.clientSecret,
		KICK_API_BASE_URL: kick.url,
		KICK_ID_BASE_URL: kick.url,
		KICK_WEB_BASE_URL: kick.url,
		KICK_PUSHER_URL: kick.pusherUrl,
		OAUTH_BASE_URL: url,
		HOST: 'localhost',
		PORT: new URL(url).port
	};
}
