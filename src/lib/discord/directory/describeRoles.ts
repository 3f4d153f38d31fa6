import { PermissionFlagsBits } from 'discord-api-types/v10';
import { compareIds } from './compareIds.js';
import type { GuildRole } from './GuildDirectory.js';
import type { GuildState, RoleState } from './GuildState.js';
import { serverPermissions } from './permissionsOfBot.js';

/** Describes the roles, the highest first. */
export function describeRoles(guild: GuildState): GuildRole[] {
	const permissions = serverPermissions(guild);
	const roles = [...guild.roles].sort(compareRoles);
	const highest = roles.find(({ id }) => id === guild.id || guild.bot.roleIds.includes(id));
	const canGive = (permissions & PermissionFlagsBits.ManageRoles) !== 0n;
	const canPingAll = (permissions & PermissionFlagsBits.MentionEveryone) !== 0n;

	const problemOf = (role: RoleState): string | null => {
		if (role.id === guild.id) return 'Everyone has this role.';
		if (role.isManaged) return 'Discord or another app manages this role, so it cannot be given.';
		if (!canGive) return 'The bot lacks Manage Roles.';
		if (!highest || compareRoles(highest, role) < 0) return null;
		const isOwn = highest.id === role.id || highest.id === guild.id;
		const above = isOwn ? 'Give the bot a role above it' : `Move the role “${highest.name}” above it`;
		return `This role is not below the bot's highest role. ${above} in Discord's server settings, under Roles.`;
	};

	return roles.map((role) => {
		const { id, name, color, position, isManaged, isMentionable } = role;
		return {
			id,
			name,
			color: color === 0 ? null : `#${color.toString(16).padStart(6, '0')}`,
			position,
			isManaged,
			canBePinged: canPingAll || (isMentionable && id !== guild.id),
			problem: problemOf(role)
		};
	});
}

/** Negative if the first role is the higher one. Of two with one position, the older one is. */
function compareRoles(one: RoleState, other: RoleState): number {
	return other.position - one.position || compareIds(one.id, other.id);
}
