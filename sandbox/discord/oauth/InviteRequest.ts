import { type PermissionName, permissionNames } from '../world/permissions.js';

/** Parameters of an authorize page that adds the bot to a server. */
export interface InviteRequest {
	permissions: readonly PermissionName[];
	/** Server that is chosen when the page opens; `null` for none. */
	guildId: string | null;
	/** Whether the person may choose another server. */
	isGuildFixed: boolean;
}

/**
 * @returns The request, or the reason to refuse it.
 * @see https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
 */
export function readInvite(query: URLSearchParams): InviteRequest | string {
	const bits = query.get('permissions') ?? '0';
	const guildId = query.get('guild_id');
	if (!/^\d{1,20}$/.test(bits)) return 'Invalid permissions';
	if (guildId !== null && !/^\d{1,20}$/.test(guildId)) return 'Invalid guild_id';
	return {
		permissions: permissionNames(BigInt(bits)),
		guildId,
		isGuildFixed: query.get('disable_guild_select') === 'true'
	};
}
