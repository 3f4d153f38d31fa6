import type { APIRole, RoleFlags } from 'discord-api-types/v10';

export interface RoleFields {
	id: string;
	name: string;
	permissions: bigint;
	position: number;
	/** The bot that the role belongs to; left out for the roles of people. */
	botId?: string;
}

export function rolePayload({ id, name, permissions, position, botId }: RoleFields): APIRole {
	return {
		id,
		name,
		permissions: permissions.toString(),
		position,
		color: 0,
		colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: botId !== undefined,
		mentionable: false,
		icon: null,
		unicode_emoji: null,
		flags: 0 as RoleFlags,
		...(botId === undefined ? {} : { tags: { bot_id: botId } })
	};
}
