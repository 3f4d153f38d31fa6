import {
	type APIApplicationCommand,
	type APIRole,
	GatewayDispatchEvents,
	GatewayIntentBits
} from 'discord-api-types/v10';
import { CommandRegistry } from '../commands/CommandRegistry.js';
import type { EventData } from '../gateway/OutgoingEvent.js';
import { guildChannelPayload } from '../world/channelPayload.js';
import { type SimulatedChannel, SimulatedGuild, type SimulatedMember, type SimulatedUser } from '../world/entities.js';
import { guildCreateData, guildPayload } from '../world/guildPayload.js';
import type { ChannelOptions, MemberOptions, RoleOptions } from '../world/options.js';
import { AllPermissions, BotPermissions, type PermissionName, permissionBits } from '../world/permissions.js';
import { pictureHash } from '../world/pictureHash.js';
import { GuildChannels } from './GuildChannels.js';
import { GuildRoles } from './GuildRoles.js';
import { Member } from './Member.js';
import { type PersonServices, userOf } from './User.js';

export interface GuildOptions {
	/** Default `Server`. */
	name?: string;
	/** The id to use, for tests that need a fixed one. */
	id?: string;
	/** Hash of the server's picture; `null` for a server without one. Default: a hash of its own. */
	icon?: string | null;
	/** The owner, or a name for a new one. Default `owner`. */
	owner?: SimulatedUser | string;
	/** Permissions of the bot's own role. Default: those that a chat bot asks for when it is invited. */
	botPermissions?: readonly PermissionName[];
}

/** Adds a Discord server with the bot in it, and sends it to the bot. */
export function addGuild(services: PersonServices, options: GuildOptions): SimulatedGuild {
	const { world } = services;
	if (options.id !== undefined && world.guilds.has(options.id))
		throw new Error(`There is a guild ${options.id} already.`);

	const guild = new Guild(services, options);
	world.guilds.set(guild.id, guild);
	world.dispatch({
		event: GatewayDispatchEvents.GuildCreate,
		data: guildCreateData(guild),
		guildId: guild.id,
		intent: GatewayIntentBits.Guilds
	});
	return guild;
}

class Guild extends SimulatedGuild {
	public readonly id: string;
	public readonly name: string;
	public readonly owner: SimulatedMember;
	public readonly bot: SimulatedMember;
	public readonly commandRegistry: CommandRegistry;
	readonly #services: PersonServices;
	readonly #members = new Map<string, SimulatedMember>();
	readonly #roles: GuildRoles;
	readonly #channels: GuildChannels;
	readonly #botRoleId: string;
	#icon: string | null;
	#hasBot = true;
	#unavailable = false;

	public constructor(services: PersonServices, options: GuildOptions) {
		super();
		const { world } = services;
		this.#services = services;
		this.id = options.id ?? world.ids.nextGuild();
		this.name = options.name ?? 'Server';
		this.#icon = options.icon === undefined ? pictureHash(this.id) : options.icon;
		this.#roles = new GuildRoles(world.ids, this.id);
		this.commandRegistry = new CommandRegistry(world, this.id);

		const botRole = this.#roles.addOfBot(world.bot, options.botPermissions ?? BotPermissions);
		this.#botRoleId = botRole.id;
		this.bot = this.#join(world.bot, [botRole.id]);
		this.owner = this.#join(userOf(services, options.owner ?? 'owner'), []);
		this.#channels = new GuildChannels(world, this);
		this.#channels.open('general', {});
	}

	public get icon(): string | null {
		return this.#icon;
	}

	public get commands(): readonly APIApplicationCommand[] {
		return this.commandRegistry.list;
	}

	public get members(): readonly SimulatedMember[] {
		return [...this.#members.values()];
	}

	public get roles(): readonly APIRole[] {
		return this.#roles.list;
	}

	public get channels(): readonly SimulatedChannel[] {
		return this.#channels.list;
	}

	public get hasBot(): boolean {
		return this.#hasBot;
	}

	public get isUnavailable(): boolean {
		return this.#unavailable;
	}

	public get isAvailable(): boolean {
		return this.#hasBot && !this.#unavailable;
	}

	public addMember(user: SimulatedUser | string, options: MemberOptions = {}): SimulatedMember {
		const person = userOf(this.#services, user, options);
		if (this.#members.has(person.id)) throw new Error(`${person.name} is in ${this.name} already.`);

		const roleIds = options.permissions === undefined ? [] : [this.addRole(person.name, options).id];
		const member = this.#join(person, roleIds);
		this.#dispatch(
			GatewayDispatchEvents.GuildMemberAdd,
			{ ...member.toPayload(), guild_id: this.id },
			GatewayIntentBits.GuildMembers
		);
		return member;
	}

	public member(name: string): SimulatedMember {
		const member = this.members.find((candidate) => candidate.name === name);
		if (member === undefined) throw new Error(`No member of ${this.name} is called ${name}.`);
		return member;
	}

	public memberById(userId: string): SimulatedMember | undefined {
		return this.#members.get(userId);
	}

	public replaceRoles(member: SimulatedMember, permissions: readonly PermissionName[]): string[] {
		const roles = [this.addRole(member.name, { permissions }).id];
		this.#sendRoles(member, roles);
		return roles;
	}

	public announceRoles(member: SimulatedMember): void {
		this.#sendRoles(member, [...member.roleIds]);
	}

	public deleteRole({ id }: Pick<APIRole, 'id'>): void {
		if (!this.#roles.delete(id)) throw new Error(`${this.name} has no role ${id} that can be deleted.`);
		for (const member of this.members.filter(({ roleIds }) => roleIds.includes(id))) member.takeRole({ id });
		this.#dispatch(GatewayDispatchEvents.GuildRoleDelete, { guild_id: this.id, role_id: id });
	}

	public removeMember(member: SimulatedMember): void {
		if (!this.#members.delete(member.id)) return;
		this.#dispatch(
			GatewayDispatchEvents.GuildMemberRemove,
			{ guild_id: this.id, user: member.user.toPayload() },
			GatewayIntentBits.GuildMembers
		);
	}

	public addChannel(name: string, options: ChannelOptions = {}): SimulatedChannel {
		const channel = this.#channels.open(name, options);
		this.#dispatch(GatewayDispatchEvents.ChannelCreate, guildChannelPayload(channel, this));
		return channel;
	}

	public channel(wanted?: SimulatedChannel | string): SimulatedChannel {
		return this.#channels.find(wanted);
	}

	public denyBot(wanted: SimulatedChannel | string, permissions: readonly PermissionName[]): void {
		const channel = this.#channels.denyBot(wanted, permissions);
		this.#dispatch(GatewayDispatchEvents.ChannelUpdate, guildChannelPayload(channel, this));
	}

	public addRole(name: string, options: RoleOptions = {}): APIRole {
		const { role, moved } = this.#roles.add(name, options);
		this.#dispatch(GatewayDispatchEvents.GuildRoleCreate, { guild_id: this.id, role });
		for (const other of moved)
			this.#dispatch(GatewayDispatchEvents.GuildRoleUpdate, { guild_id: this.id, role: other });
		return role;
	}

	public permissionsOf(member: SimulatedMember): bigint {
		if (this.owner?.id === member.id) return AllPermissions;
		return this.#roles.permissionsOf(member.roleIds);
	}

	public setEveryonePermissions(permissions: readonly PermissionName[]): void {
		this.#changeRole(this.id, permissions);
	}

	public setIcon(icon: string | null): void {
		this.#icon = icon;
		this.#dispatch(GatewayDispatchEvents.GuildUpdate, guildPayload(this));
	}

	public remove(): void {
		if (!this.#hasBot) return;
		this.#dispatch(GatewayDispatchEvents.GuildDelete, { id: this.id });
		this.#hasBot = false;
		this.commandRegistry.clear();
	}

	public add(permissions?: readonly PermissionName[]): void {
		if (permissions) this.#changeRole(this.#botRoleId, permissions);
		if (this.#hasBot) return;
		this.#hasBot = true;
		this.#dispatch(GatewayDispatchEvents.GuildCreate, guildCreateData(this));
	}

	public setUnavailable(unavailable = true): void {
		if (this.#unavailable === unavailable) return;

		this.#unavailable = unavailable;
		if (unavailable) this.#dispatch(GatewayDispatchEvents.GuildDelete, { id: this.id, unavailable: true });
		else this.#dispatch(GatewayDispatchEvents.GuildCreate, guildCreateData(this));
	}

	#sendRoles(member: SimulatedMember, roles: string[]): void {
		const { avatar = null, user, ...rest } = member.toPayload();
		this.#dispatch(
			GatewayDispatchEvents.GuildMemberUpdate,
			{ ...rest, avatar, user, guild_id: this.id, roles },
			GatewayIntentBits.GuildMembers
		);
	}

	#changeRole(roleId: string, permissions: readonly PermissionName[]): void {
		const role = this.#roles.setPermissions(roleId, permissionBits(permissions));
		this.#dispatch(GatewayDispatchEvents.GuildRoleUpdate, { guild_id: this.id, role });
	}

	#join(user: SimulatedUser, roleIds: readonly string[]): SimulatedMember {
		const member = new Member(this.#services, this, user, roleIds);
		this.#members.set(user.id, member);
		return member;
	}

	#dispatch<Event extends GatewayDispatchEvents>(
		event: Event,
		data: EventData<Event>,
		intent: GatewayIntentBits = GatewayIntentBits.Guilds
	): void {
		if (this.#hasBot) this.#services.world.dispatch({ event, data, guildId: this.id, intent });
	}
}
