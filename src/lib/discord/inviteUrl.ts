import { authorizeEndpoint } from './oauth/authorizeEndpoint.js';
import { BotPermissionBits } from './permissions.js';

export interface InviteOptions {
	applicationId: string;
	/** Base address of Discord's API, without a version. */
	apiUrl: string;
	/** Server to add the bot to. Default: Discord asks for one. */
	guildId?: string | undefined;
}

/**
 * Returns the address of Discord's page that adds the bot to a server, with {@link BotPermissions}.
 *
 * @see https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
 */
export function inviteUrl({ applicationId, apiUrl, guildId }: InviteOptions): string {
	const query = new URLSearchParams({
		client_id: applicationId,
		scope: 'bot applications.commands',
		permissions: String(BotPermissionBits),
		...(guildId !== undefined && { guild_id: guildId, disable_guild_select: 'true' })
	});
	return `${authorizeEndpoint(apiUrl)}?${query}`;
}
