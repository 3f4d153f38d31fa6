import { type APIOverwrite, PermissionFlagsBits } from 'discord-api-types/v10';
import type { StoredMessage } from '../messages/StoredMessage.js';
import { SimulatedChannel, type SimulatedGuild, type SimulatedMember, type SimulatedUser } from './entities.js';
import type { ChannelKind } from './options.js';
import { applyOverwrites, type PermissionName } from './permissions.js';

/** A demo may run for weeks: older messages are forgotten. */
const MessagesKept = 1000;

/** What a channel of a server has beside its name. */
interface ChannelPlace {
	kind: ChannelKind;
	category: SimulatedChannel | null;
	overwrites: readonly APIOverwrite[];
}

export class Channel extends SimulatedChannel {
	readonly #messages: StoredMessage[] = [];

	public readonly kind: ChannelKind;
	public readonly category: SimulatedChannel | null;
	public overwrites: readonly APIOverwrite[];

	public constructor(
		public readonly id: string,
		public readonly name: string,
		public readonly guild: SimulatedGuild | null,
		public readonly recipient: SimulatedUser | null,
		place: ChannelPlace = { kind: 'text', category: null, overwrites: [] }
	) {
		super();
		this.kind = place.kind;
		this.category = place.category;
		this.overwrites = place.overwrites;
	}

	public get messages(): readonly StoredMessage[] {
		return this.#messages;
	}

	public get mention(): string {
		return `<#${this.id}>`;
	}

	public get isSeenByBot(): boolean {
		return this.guild === null || (this.guild.isAvailable && this.allows(this.guild.bot, 'ViewChannel'));
	}

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
