import type { APIRole, RoleFlags } from 'discord-api-types/v10';
import type { RoleOptions } from '../world/options.js';
import { EveryonePermissions, permissionBits } from '../world/permissions.js';
import type { Snowflakes } from '../world/Snowflakes.js';

interface RoleFields extends RoleOptions {
	id: string;
	name: string;
	/** The bot that the role belongs to; left out for the roles of people. */
	botId?: string;
}

/** Role that was added, and those whose position it changed. */
interface AddedRole {
	role: APIRole;
	moved: readonly APIRole[];
}

/** The roles of a Discord server, lowest first. */
export class GuildRoles {
	readonly #ids: Snowflakes;
	readonly #guildId: string;
	#roles: readonly APIRole[];

	public constructor(ids: Snowflakes, guildId: string) {
		this.#ids = ids;
		this.#guildId = guildId;
		this.#roles = [rolePayload({ id: guildId, name: '@everyone', permissions: EveryonePermissions })];
	}

	public get list(): readonly APIRole[] {
		return this.#roles;
	}

	/** Adds the role of a bot, above all others. */
	public addOfBot(bot: { id: string; name: string }, permissions: RoleOptions['permissions']): APIRole {
		const role = rolePayload({ id: this.#ids.next(), name: bot.name, permissions, botId: bot.id });
		return this.#insert(role, this.#roles.length).role;
	}

	/** Adds a role below all others, as Discord does, or above all of them. */
	public add(name: string, options: RoleOptions): AddedRole {
		const role = rolePayload({ id: this.#ids.next(), name, ...options });
		return this.#insert(role, options.isAboveBot ? this.#roles.length : 1);
	}

	/** Returns whether there was such a role. The role @everyone cannot be deleted. */
	public delete(id: string): boolean {
		const role = this.#roles.find((one) => one.id === id && id !== this.#guildId);
		this.#roles = this.#roles.filter((one) => one !== role);
		return role !== undefined;
	}

	/** Replaces a role by the same one with other permissions. */
	public setPermissions(roleId: string, permissions: bigint): APIRole {
		const role = this.#roles.find(({ id }) => id === roleId);
		if (role === undefined) throw new Error(`There is no role ${roleId}.`);
		const changed = { ...role, permissions: permissions.toString() };
		this.#roles = this.#roles.map((one) => (one === role ? changed : one));
		return changed;
	}

	/** Returns the permissions of these roles together with those of @everyone. */
	public permissionsOf(roleIds: readonly string[]): bigint {
		return this.#roles
			.filter(({ id }) => id === this.#guildId || roleIds.includes(id))
			.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
	}

	#insert(role: APIRole, at: number): AddedRole {
		const added = { ...role, position: at };
		const moved = this.#roles.slice(at).map((one) => ({ ...one, position: one.position + 1 }));
		this.#roles = [...this.#roles.slice(0, at), added, ...moved];
		return { role: added, moved };
	}
}

function rolePayload({ id, name, botId, ...options }: RoleFields): APIRole {
	const color = options.color ?? 0;
	return {
		id,
		name,
		permissions: permissionBits(options.permissions ?? []).toString(),
		position: 0,
		color,
		colors: { primary_color: color, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: botId !== undefined || (options.isManaged ?? false),
		mentionable: options.isMentionable ?? false,
		icon: null,
		unicode_emoji: null,
		flags: 0 as RoleFlags,
		...(botId === undefined ? {} : { tags: { bot_id: botId } })
	};
}
