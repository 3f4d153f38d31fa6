import type { APIRole } from 'discord-api-types/v10';
import { EveryonePermissions, permissionBits } from './permissions.js';
import { rolePayload } from './rolePayload.js';
import type { World } from './World.js';

/** The roles of a Discord server. */
export class GuildRoles {
	readonly #world: World;
	readonly #guildId: string;
	readonly #roles: APIRole[];

	public constructor(world: World, guildId: string) {
		this.#world = world;
		this.#guildId = guildId;
		const permissions = permissionBits(EveryonePermissions);
		this.#roles = [rolePayload({ id: guildId, name: '@everyone', permissions, position: 0 })];
	}

	public get list(): readonly APIRole[] {
		return this.#roles;
	}

	/** @param botId the bot that the role belongs to; left out for the roles of people. */
	public add(name: string, permissions: bigint, botId?: string): APIRole {
		const id = this.#world.ids.next();
		const role = rolePayload({ id, name, permissions, position: this.#roles.length, botId });
		this.#roles.push(role);
		return role;
	}

	/** What somebody with these roles may do, with what everybody may. */
	public permissionsOf(roleIds: readonly string[]): bigint {
		return this.#roles
			.filter(({ id }) => id === this.#guildId || roleIds.includes(id))
			.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
	}
}
