import type { APIRole, RoleFlags } from 'discord-api-types/v10';
import { EveryonePermissions, permissionBits } from '../world/permissions.js';
import type { Snowflakes } from '../world/Snowflakes.js';

interface RoleFields {
	id: string;
	name: string;
	permissions: bigint;
	position: number;
	/** The bot that the role belongs to; left out for the roles of people. */
	botId?: string;
}

/** The roles of a Discord server. */
export class GuildRoles {
	readonly #ids: Snowflakes;
	readonly #guildId: string;
	readonly #roles: APIRole[];

	public constructor(ids: Snowflakes, guildId: string) {
		this.#ids = ids;
		this.#guildId = guildId;
		const permissions = permissionBits(EveryonePermissions);
		this.#roles = [rolePayload({ id: guildId, name: '@everyone', permissions, position: 0 })];
	}

	public get list(): readonly APIRole[] {
		return this.#roles;
	}

	/** @param botId the bot that the role belongs to; left out for the roles of people. */
	public add(name: string, permissions: bigint, botId?: string): APIRole {
		const id = this.#ids.next();
		const role = rolePayload({ id, name, permissions, position: this.#roles.length, botId });
		this.#roles.push(role);
		return role;
	}

	/** Returns whether there was such a role. The role @everyone cannot be deleted. */
	public delete(id: string): boolean {
		const index = this.#roles.findIndex((role) => role.id === id && id !== this.#guildId);
		if (index >= 0) this.#roles.splice(index, 1);
		return index >= 0;
	}

	/** Replaces a role by the same one with other permissions. */
	public setPermissions(roleId: string, permissions: bigint): APIRole {
		const index = this.#roles.findIndex(({ id }) => id === roleId);
		const role = this.#roles[index];
		if (role === undefined) throw new Error(`There is no role ${roleId}.`);
		const changed = { ...role, permissions: permissions.toString() };
		this.#roles[index] = changed;
		return changed;
	}

	/** Returns the permissions of these roles together with those of @everyone. */
	public permissionsOf(roleIds: readonly string[]): bigint {
		return this.#roles
			.filter(({ id }) => id === this.#guildId || roleIds.includes(id))
			.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
	}
}

function rolePayload({ id, name, permissions, position, botId }: RoleFields): APIRole {
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
