import type { APIGuildMember, APIInteractionGuildMember, APIRole, GuildMemberFlags } from 'discord-api-types/v10';
import { pressButton } from '../interactions/pressButton.js';
import { runSlashCommand } from '../interactions/runSlashCommand.js';
import type { SimulatedReply } from '../interactions/SimulatedReply.js';
import type { BotMessage } from '../messages/BotMessage.js';
import { personSays } from '../messages/personSays.js';
import {
	type InChannel,
	type SimulatedChannel,
	type SimulatedGuild,
	SimulatedMember,
	type SimulatedMessage,
	type SimulatedUser,
	type SlashOptions,
	type SlashSettings
} from '../world/entities.js';
import type { PermissionName } from '../world/permissions.js';
import { UnsendableError } from '../world/UnsendableError.js';
import type { PersonServices } from './User.js';

export class Member extends SimulatedMember {
	readonly #services: PersonServices;
	readonly #joinedAt = new Date();
	#roleIds: readonly string[];

	public constructor(
		services: PersonServices,
		public readonly guild: SimulatedGuild,
		public readonly user: SimulatedUser,
		roleIds: readonly string[]
	) {
		super();
		this.#services = services;
		this.#roleIds = roleIds;
	}

	public get roleIds(): readonly string[] {
		return this.#roleIds;
	}

	public get id(): string {
		return this.user.id;
	}

	public get name(): string {
		return this.user.name;
	}

	public get mention(): string {
		return this.user.mention;
	}

	public async slash(path: string, values: SlashOptions = {}, settings: SlashSettings = {}): Promise<SimulatedReply> {
		return runSlashCommand(this.#services, {
			user: this.user,
			member: this,
			channel: this.guild.channel(settings.channel),
			path,
			values,
			raw: settings.raw ?? false
		});
	}

	public press(message: Pick<BotMessage, 'id' | 'channelId'>, label: string): Promise<SimulatedReply> {
		const channel = this.#services.world.channels.get(message.channelId);
		if (channel === undefined) throw new UnsendableError('The channel of the message is gone.');
		return pressButton(this.#services, { user: this.user, member: this, channel, messageId: message.id, label });
	}

	public async says(text: string, where: InChannel = {}): Promise<SimulatedMessage> {
		return personSays(this.#services, this.user, this.guild.channel(where.channel), text);
	}

	public directMessage(limitMs?: number): Promise<BotMessage> {
		return this.user.directMessage(limitMs);
	}

	public directMessages(text: string): Promise<SimulatedMessage> {
		return this.user.directMessages(text);
	}

	public slashInDirectMessage(
		path: string,
		values?: SlashOptions,
		options?: { raw?: boolean }
	): Promise<SimulatedReply> {
		return this.user.slashInDirectMessage(path, values, options);
	}

	public setPermissions(permissions: readonly PermissionName[]): void {
		this.#roleIds = this.guild.replaceRoles(this, permissions);
	}

	public giveRole({ id }: Pick<APIRole, 'id'>): void {
		if (!this.guild.roles.some((role) => role.id === id)) throw new Error(`${this.guild.name} has no role ${id}.`);
		this.#roleIds = [...new Set([...this.#roleIds, id])];
		this.guild.announceRoles(this);
	}

	public takeRole({ id }: Pick<APIRole, 'id'>): void {
		this.#roleIds = this.#roleIds.filter((roleId) => roleId !== id);
		this.guild.announceRoles(this);
	}

	public leave(): void {
		this.guild.removeMember(this);
	}

	public toPayload(): APIGuildMember & { banner: null } {
		return {
			user: this.user.toPayload(),
			nick: null,
			avatar: null,
			banner: null,
			roles: [...this.roleIds],
			joined_at: this.#joinedAt.toISOString(),
			premium_since: null,
			deaf: false,
			mute: false,
			flags: 0 as GuildMemberFlags,
			pending: false,
			communication_disabled_until: null
		};
	}

	public toInteractionPayload(channel: SimulatedChannel): APIInteractionGuildMember {
		return { ...this.toPayload(), permissions: channel.permissionsOf(this).toString() };
	}
}
