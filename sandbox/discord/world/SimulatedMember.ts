import type { APIGuildMember, APIInteractionGuildMember, GuildMemberFlags } from 'discord-api-types/v10';
import { pressButton } from '../interactions/pressButton.js';
import type { SlashOptions } from '../interactions/resolveSlashOptions.js';
import { runSlashCommand } from '../interactions/runSlashCommand.js';
import type { SimulatedReply } from '../interactions/SimulatedReply.js';
import type { BotMessage } from '../messages/BotMessage.js';
import { personSays } from '../messages/personSays.js';
import type { SimulatedMessage } from '../messages/SimulatedMessage.js';
import type { PermissionName } from './permissions.js';
import type { SimulatedChannel } from './SimulatedChannel.js';
import type { SimulatedGuild } from './SimulatedGuild.js';
import type { SimulatedUser } from './SimulatedUser.js';
import { UnsendableError } from './UnsendableError.js';
import type { World } from './World.js';

export interface InChannel {
	/** The channel or its name; the guild's first one when left out. */
	channel?: SimulatedChannel | string;
}

export interface SlashSettings extends InChannel {
	/**
	 * Sends the command even where Discord's client would not: not registered, options that do not fit, missing permission.
	 * A bot must not trust those checks, since a server's administrators can lift some of them. Default `false`.
	 */
	raw?: boolean;
}

/** A person, or the bot, in one Discord server. */
export class SimulatedMember {
	readonly #world: World;
	readonly #joinedAt = new Date();
	#roleIds: readonly string[];

	public constructor(
		world: World,
		public readonly guild: SimulatedGuild,
		public readonly user: SimulatedUser,
		roleIds: readonly string[]
	) {
		this.#world = world;
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

	/** How a message names this person: `<@id>`. */
	public get mention(): string {
		return this.user.mention;
	}

	/**
	 * Sends a slash command and waits for the bot's answer.
	 *
	 * @param path the command, with its subcommand: `kick say`.
	 * @throws UnsendableError when Discord's client would not let this person send it, see {@link SlashSettings.raw}.
	 * @throws Error when the bot does not acknowledge it within 3 seconds, or does not answer within 60.
	 */
	public async slash(path: string, values: SlashOptions = {}, settings: SlashSettings = {}): Promise<SimulatedReply> {
		return runSlashCommand(this.#world, {
			user: this.user,
			member: this,
			channel: this.guild.channel(settings.channel),
			path,
			values,
			raw: settings.raw ?? false
		});
	}

	/**
	 * Presses a button under a message of the bot, as the message is now, and waits for what the bot does.
	 *
	 * @param label what stands on the button.
	 * @returns what the bot did: `message` is the changed message, or the answer; `followups` come beside it.
	 * @throws UnsendableError when there is no such button, or it can't be pressed.
	 * @throws Error when the bot does not acknowledge it within 3 seconds, or shows nothing within 60.
	 */
	public press(message: Pick<BotMessage, 'id' | 'channelId'>, label: string): Promise<SimulatedReply> {
		const channel = this.#world.channels.get(message.channelId);
		if (channel === undefined) throw new UnsendableError('The channel of the message is gone.');
		return pressButton(this.#world, { user: this.user, member: this, channel, messageId: message.id, label });
	}

	/**
	 * Writes in a channel.
	 *
	 * @throws UnsendableError for an empty or over-long text, or without the permission to write there.
	 */
	public async says(text: string, where: InChannel = {}): Promise<SimulatedMessage> {
		return personSays(this.#world, this.user, this.guild.channel(where.channel), text);
	}

	/** Waits for the bot's next direct message to this person. */
	public directMessage(limitMs?: number): Promise<BotMessage> {
		return this.user.directMessage(limitMs);
	}

	/** Writes to the bot in direct messages. */
	public directMessages(text: string): Promise<SimulatedMessage> {
		return this.user.directMessages(text);
	}

	/** Sends a slash command to the bot in direct messages. */
	public slashInDirectMessage(
		path: string,
		values?: SlashOptions,
		options?: { raw?: boolean }
	): Promise<SimulatedReply> {
		return this.user.slashInDirectMessage(path, values, options);
	}

	/** Gives this person a role with these permissions in place of all others: none takes away what went beyond everybody's. */
	public setPermissions(permissions: readonly PermissionName[]): void {
		this.#roleIds = this.guild.replaceRoles(this, permissions);
	}

	/** Leaves the Discord server. */
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
