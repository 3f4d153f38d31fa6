import { type APIOverwrite, PermissionFlagsBits } from 'discord-api-types/v10';
import type { StoredMessage } from '../messages/StoredMessage.js';
import { applyOverwrites, type PermissionName } from './permissions.js';
import type { SimulatedGuild } from './SimulatedGuild.js';
import type { SimulatedMember } from './SimulatedMember.js';
import type { SimulatedUser } from './SimulatedUser.js';
import type { World } from './World.js';

/** A demo may run for weeks: older messages are forgotten. */
const MessagesKept = 1000;

/** Where messages are: a text channel of a Discord server, or the direct messages with one person. */
export class SimulatedChannel {
	public readonly id: string;
	readonly #messages: StoredMessage[] = [];

	public constructor(
		world: World,
		public readonly name: string,
		/** `null` for direct messages. */
		public readonly guild: SimulatedGuild | null,
		/** Whose direct messages these are; `null` in a Discord server. */
		public readonly recipient: SimulatedUser | null,
		public readonly overwrites: readonly APIOverwrite[] = []
	) {
		this.id = world.ids.next();
	}

	/** Every message here, oldest first, without ephemeral answers. */
	public get messages(): readonly StoredMessage[] {
		return this.#messages;
	}

	/** How a message names this channel: `<#id>`. */
	public get mention(): string {
		return `<#${this.id}>`;
	}

	/** What a member may do here, as Discord's permission bits. */
	public permissionsOf(member: SimulatedMember): bigint {
		const { guild } = this;
		if (guild === null) return 0n;

		return applyOverwrites(
			{
				userId: member.id,
				everyoneId: guild.id,
				roleIds: member.roleIds,
				base: guild.permissionsOf(member)
			},
			this.overwrites
		);
	}

	public allows(member: SimulatedMember, ...names: PermissionName[]): boolean {
		const permissions = this.permissionsOf(member);
		return names.every((name) => (permissions & PermissionFlagsBits[name]) !== 0n);
	}

	/** Whether the bot gets this channel's events. */
	public get isSeenByBot(): boolean {
		return this.guild === null || (this.guild.isAvailable && this.allows(this.guild.bot, 'ViewChannel'));
	}

	public find(messageId: string): StoredMessage | undefined {
		return this.#messages.find((message) => message.id === messageId);
	}

	public add(message: StoredMessage): void {
		this.#messages.push(message);
		if (this.#messages.length > MessagesKept) this.#messages.shift();
	}

	public delete(messageId: string): void {
		const index = this.#messages.findIndex((message) => message.id === messageId);
		if (index !== -1) this.#messages.splice(index, 1);
	}
}
