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
import { guildChannelPayload } from './channelPayload.js';
import { GuildRoles } from './GuildRoles.js';
import { guildCreateData } from './guildPayload.js';
import { AllPermissions, BotPermissions, type PermissionName, permissionBits } from './permissions.js';
import { SimulatedChannel } from './SimulatedChannel.js';
import { SimulatedMember } from './SimulatedMember.js';
import type { SimulatedUser, UserOptions } from './SimulatedUser.js';
import type { World } from './World.js';

export interface GuildOptions {
	/** Default `Server`. */
	name?: string;
	/** The id to use, for tests that need a fixed one. */
	id?: string;
	/** The owner, or a name for a new one. Default `owner`. */
	owner?: SimulatedUser | string;
	/** What the bot's own role may do. Default: what a chat bot asks for when it is invited. */
	botPermissions?: readonly PermissionName[];
}

export interface MemberOptions extends UserOptions {
	/** What this member may do beyond what everybody may, by a role of its own. */
	permissions?: readonly PermissionName[];
}

export interface ChannelOptions {
	/** Whether the bot may write here. Default `true`. */
	botMayWrite?: boolean;
	/** Whether the bot sees this channel. Default `true`. */
	botMayView?: boolean;
	/** Whether the bot may attach files here. Default `true`. */
	botMayAttach?: boolean;
}

/** A Discord server ("guild" in Discord's API). */
export class SimulatedGuild {
	public readonly id: string;
	public readonly name: string;
	public readonly owner: SimulatedMember;
	/** The bot as a member. */
	public readonly bot: SimulatedMember;
	/** @internal */
	public readonly commandRegistry: CommandRegistry;
	readonly #world: World;
	readonly #members = new Map<string, SimulatedMember>();
	readonly #roles: GuildRoles;
	readonly #channels: SimulatedChannel[] = [];
	#hasBot = true;
	#unavailable = false;

	public constructor(world: World, options: GuildOptions = {}) {
		this.#world = world;
		this.id = options.id ?? world.ids.nextGuild();
		this.name = options.name ?? 'Server';
		this.#roles = new GuildRoles(world, this.id);
		this.commandRegistry = new CommandRegistry(world, this.id);

		const botRole = this.#roles.add(
			world.bot.name,
			permissionBits(options.botPermissions ?? BotPermissions),
			world.bot.id
		);
		this.bot = this.#join(world.bot, [botRole.id]);
		this.owner = this.#join(world.userOf(options.owner ?? 'owner'), []);
		this.#openChannel('general', []);
	}

	/** The commands that the bot registered for this Discord server alone. */
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

	/** Whether the bot is a member of this Discord server. */
	public get hasBot(): boolean {
		return this.#hasBot;
	}

	/** Whether Discord has an outage for this Discord server. */
	public get isUnavailable(): boolean {
		return this.#unavailable;
	}

	public get isAvailable(): boolean {
		return this.#hasBot && !this.#unavailable;
	}

	/** Adds a person: a new one by name, or one who is in another Discord server already. */
	public addMember(user: SimulatedUser | string, options: MemberOptions = {}): SimulatedMember {
		const person = this.#world.userOf(user, options);
		if (this.#members.has(person.id)) throw new Error(`${person.name} is in ${this.name} already.`);

		const roleIds = options.permissions === undefined ? [] : [this.#createRole(person.name, options.permissions)];
		const member = this.#join(person, roleIds);
		this.#dispatch(
			GatewayDispatchEvents.GuildMemberAdd,
			{ ...member.toPayload(), guild_id: this.id },
			GatewayIntentBits.GuildMembers
		);
		return member;
	}

	/** @throws Error when nobody here has that name. */
	public member(name: string): SimulatedMember {
		const member = this.members.find((candidate) => candidate.name === name);
		if (member === undefined) throw new Error(`Nobody in ${this.name} is called ${name}.`);
		return member;
	}

	public memberById(userId: string): SimulatedMember | undefined {
		return this.#members.get(userId);
	}

	/**
	 * For {@link SimulatedMember.setPermissions}.
	 *
	 * @internal
	 */
	public replaceRoles(member: SimulatedMember, permissions: readonly PermissionName[]): string[] {
		const roles = [this.#createRole(member.name, permissions)];
		const { avatar = null, user, ...rest } = member.toPayload();
		this.#dispatch(
			GatewayDispatchEvents.GuildMemberUpdate,
			{ ...rest, avatar, user, guild_id: this.id, roles },
			GatewayIntentBits.GuildMembers
		);
		return roles;
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

	/**
	 * A channel by its name, or the first one.
	 *
	 * @throws Error when there is none of that name.
	 */
	public channel(wanted?: SimulatedChannel | string): SimulatedChannel {
		if (wanted instanceof SimulatedChannel) return wanted;

		const channel = wanted === undefined ? this.#channels[0] : this.#channels.find(({ name }) => name === wanted);
		if (channel === undefined) throw new Error(`${this.name} has no channel called ${wanted}.`);
		return channel;
	}

	/** What a member may do, before the rules of a channel. */
	public permissionsOf(member: SimulatedMember): bigint {
		if (this.owner?.id === member.id) return AllPermissions;
		return this.#roles.permissionsOf(member.roleIds);
	}

	/** Plays the bot being kicked. */
	public remove(): void {
		if (!this.#hasBot) return;
		this.#dispatch(GatewayDispatchEvents.GuildDelete, { id: this.id });
		this.#hasBot = false;
		this.commandRegistry.clear();
	}

	/** Plays the bot being invited again. */
	public add(): void {
		if (this.#hasBot) return;
		this.#hasBot = true;
		this.#dispatch(GatewayDispatchEvents.GuildCreate, guildCreateData(this));
	}

	/** Plays an outage of Discord for this Discord server, or its end. */
	public setUnavailable(unavailable = true): void {
		if (this.#unavailable === unavailable) return;

		this.#unavailable = unavailable;
		if (unavailable) this.#dispatch(GatewayDispatchEvents.GuildDelete, { id: this.id, unavailable: true });
		else this.#dispatch(GatewayDispatchEvents.GuildCreate, guildCreateData(this));
	}

	#createRole(name: string, permissions: readonly PermissionName[]): string {
		const role = this.#roles.add(name, permissionBits(permissions));
		this.#dispatch(GatewayDispatchEvents.GuildRoleCreate, { guild_id: this.id, role });
		return role.id;
	}

	#join(user: SimulatedUser, roleIds: readonly string[]): SimulatedMember {
		const member = new SimulatedMember(this.#world, this, user, roleIds);
		this.#members.set(user.id, member);
		return member;
	}

	#openChannel(name: string, overwrites: readonly APIOverwrite[]): SimulatedChannel {
		const channel = new SimulatedChannel(this.#world, name, this, null, overwrites);
		this.#channels.push(channel);
		this.#world.channels.set(channel.id, channel);
		return channel;
	}

	#dispatch<Event extends GatewayDispatchEvents>(
		event: Event,
		data: EventData<Event>,
		intent: GatewayIntentBits = GatewayIntentBits.Guilds
	): void {
		if (this.#hasBot) this.#world.dispatch({ event, data, guildId: this.id, intent });
	}
}
