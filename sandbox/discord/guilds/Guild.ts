import {
	type APIApplicationCommand,
	type APIOverwrite,
	type APIRole,
	GatewayDispatchEvents,
	GatewayIntentBits,
	OverwriteType
} from 'discord-api-types/v10';
import { CommandRegistry } from '../commands/CommandRegistry.js';
import type { EventData } from '../gateway/OutgoingEvent.js';
import { Channel } from '../world/Channel.js';
import { guildChannelPayload } from '../world/channelPayload.js';
import { SimulatedChannel, SimulatedGuild, type SimulatedMember, type SimulatedUser } from '../world/entities.js';
import { guildCreateData, guildPayload } from '../world/guildPayload.js';
import type { ChannelOptions, MemberOptions } from '../world/options.js';
import { AllPermissions, BotPermissions, type PermissionName, permissionBits } from '../world/permissions.js';
import { pictureHash } from '../world/pictureHash.js';
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
	readonly #channels: SimulatedChannel[] = [];
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

		const botRole = this.#roles.add(
			world.bot.name,
			permissionBits(options.botPermissions ?? BotPermissions),
			world.bot.id
		);
		this.#botRoleId = botRole.id;
		this.bot = this.#join(world.bot, [botRole.id]);
		this.owner = this.#join(userOf(services, options.owner ?? 'owner'), []);
		this.#openChannel('general', []);
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
		return this.#channels;
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

		const roleIds = options.permissions === undefined ? [] : [this.#createRole(person.name, options.permissions).id];
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
		const roles = [this.#createRole(member.name, permissions).id];
		this.#sendRoles(member, roles);
		return roles;
	}

	public announceRoles(member: SimulatedMember): void {
		this.#sendRoles(member, [...member.roleIds]);
	}

	public addRole(name: string): APIRole {
		return this.#createRole(name, []);
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
		const denied: PermissionName[] = [
			...(options.botMayView === false ? (['ViewChannel'] as const) : []),
			...(options.botMayWrite === false ? (['SendMessages'] as const) : []),
			...(options.botMayAttach === false ? (['AttachFiles'] as const) : [])
		];
		const overwrites: APIOverwrite[] =
			denied.length === 0
				? []
				: [{ id: this.bot.id, type: OverwriteType.Member, allow: '0', deny: permissionBits(denied).toString() }];
		const channel = this.#openChannel(name, overwrites);

		this.#dispatch(GatewayDispatchEvents.ChannelCreate, guildChannelPayload(channel, this));
		return channel;
	}

	public channel(wanted?: SimulatedChannel | string): SimulatedChannel {
		if (wanted instanceof SimulatedChannel) return wanted;

		const channel = wanted === undefined ? this.#channels[0] : this.#channels.find(({ name }) => name === wanted);
		if (channel === undefined) throw new Error(`${this.name} has no channel called ${wanted}.`);
		return channel;
	}

	public permissionsOf(member: SimulatedMember): bigint {
		if (this.owner?.id === member.id) return AllPermissions;
		return this.#roles.permissionsOf(member.roleIds);
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
		if (permissions) this.#changeBotRole(permissions);
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

	#changeBotRole(permissions: readonly PermissionName[]): void {
		const role = this.#roles.setPermissions(this.#botRoleId, permissionBits(permissions));
		this.#dispatch(GatewayDispatchEvents.GuildRoleUpdate, { guild_id: this.id, role });
	}

	#createRole(name: string, permissions: readonly PermissionName[]): APIRole {
		const role = this.#roles.add(name, permissionBits(permissions));
		this.#dispatch(GatewayDispatchEvents.GuildRoleCreate, { guild_id: this.id, role });
		return role;
	}

	#join(user: SimulatedUser, roleIds: readonly string[]): SimulatedMember {
		const member = new Member(this.#services, this, user, roleIds);
		this.#members.set(user.id, member);
		return member;
	}

	#openChannel(name: string, overwrites: readonly APIOverwrite[]): SimulatedChannel {
		const { world } = this.#services;
		const channel = new Channel(world.ids.next(), name, this, null, overwrites);
		this.#channels.push(channel);
		world.channels.set(channel.id, channel);
		return channel;
	}

	#dispatch<Event extends GatewayDispatchEvents>(
		event: Event,
		data: EventData<Event>,
		intent: GatewayIntentBits = GatewayIntentBits.Guilds
	): void {
		if (this.#hasBot) this.#services.world.dispatch({ event, data, guildId: this.id, intent });
	}
}
