/**
 * The people and places of the simulated Discord, as tests and services see them.
 *
 * They refer to each other, so they are declared in one file; the classes that implement them are created by
 * `SimulatedDiscord`. Abstract classes rather than interfaces, because callers use `instanceof`.
 */

import type {
	APIApplicationCommand,
	APIGuildMember,
	APIInteractionGuildMember,
	APIOverwrite,
	APIRole,
	APIUser
} from 'discord-api-types/v10';
import type { CommandRegistry } from '../commands/CommandRegistry.js';
import type { SimulatedReply } from '../interactions/SimulatedReply.js';
import type { BotMessage } from '../messages/BotMessage.js';
import type { StoredMessage } from '../messages/StoredMessage.js';
import type { ChannelKind, ChannelOptions, MemberOptions, ReplyOptions, RoleOptions } from './options.js';
import type { PermissionName } from './permissions.js';

export type SlashValue = string | number | boolean | SimulatedUser | SimulatedMember | SimulatedChannel;

/** The options of a slash command by name; one that is `undefined` is left out. */
export type SlashOptions = Readonly<Record<string, SlashValue | undefined>>;

export interface InChannel {
	/** The channel or its name; the guild's first one when left out. */
	channel?: SimulatedChannel | string;
}

export interface SlashSettings extends InChannel {
	/**
	 * Sends the command even where Discord's client would not: not registered, wrong options, missing permission.
	 * A bot must not trust those checks, since a server's administrators can lift some of them. Default `false`.
	 */
	raw?: boolean;
}

/** A Discord account, of a person or of the bot. */
export abstract class SimulatedUser {
	public abstract readonly id: string;
	public abstract readonly name: string;
	public abstract readonly isBot: boolean;
	public abstract directMessagesClosed: boolean;
	/** Hash of the profile picture; `null` without a picture. */
	public abstract avatar: string | null;
	/** The mention of this user in a message: `<@id>`. */
	public abstract readonly mention: string;

	/**
	 * Waits for the bot's next direct message, beginning with the first that was not returned yet.
	 *
	 * @param limitMs Time limit in milliseconds. Default: 60 seconds.
	 */
	public abstract directMessage(limitMs?: number): Promise<BotMessage>;
	/** Writes to the bot in direct messages. */
	public abstract directMessages(text: string): Promise<SimulatedMessage>;
	/** Sends a slash command to the bot in direct messages. */
	public abstract slashInDirectMessage(
		path: string,
		values?: SlashOptions,
		options?: { raw?: boolean }
	): Promise<SimulatedReply>;
	public abstract toPayload(): APIUser;
}

/** A person, or the bot, in one Discord server. */
export abstract class SimulatedMember {
	public abstract readonly guild: SimulatedGuild;
	public abstract readonly user: SimulatedUser;
	public abstract readonly roleIds: readonly string[];
	public abstract readonly id: string;
	public abstract readonly name: string;
	/** The mention of this person in a message: `<@id>`. */
	public abstract readonly mention: string;

	/**
	 * Sends a slash command and waits for the bot's answer.
	 *
	 * @param path Command with its subcommand: `kick say`.
	 * @throws UnsendableError when Discord's client would not let this person send it, see {@link SlashSettings.raw}.
	 * @throws Error when the bot does not acknowledge it within 3 seconds, or does not answer within 60.
	 */
	public abstract slash(path: string, values?: SlashOptions, settings?: SlashSettings): Promise<SimulatedReply>;
	/**
	 * Presses a button under a message of the bot, as the message is now, and waits for what the bot does.
	 *
	 * @param label Text on the button.
	 * @returns The result: `message` is the changed message or the answer, and `followups` are further messages.
	 * @throws UnsendableError when there is no such button, or it can't be pressed.
	 * @throws Error when the bot does not acknowledge it within 3 seconds, or shows nothing within 60.
	 */
	public abstract press(message: Pick<BotMessage, 'id' | 'channelId'>, label: string): Promise<SimulatedReply>;
	/**
	 * Writes in a channel.
	 *
	 * @throws UnsendableError for an empty or over-long text, or without the permission to write there.
	 */
	public abstract says(text: string, where?: InChannel): Promise<SimulatedMessage>;
	/** Waits for the bot's next direct message to this person. */
	public abstract directMessage(limitMs?: number): Promise<BotMessage>;
	/** Writes to the bot in direct messages. */
	public abstract directMessages(text: string): Promise<SimulatedMessage>;
	/** Sends a slash command to the bot in direct messages. */
	public abstract slashInDirectMessage(
		path: string,
		values?: SlashOptions,
		options?: { raw?: boolean }
	): Promise<SimulatedReply>;
	/** Replaces all roles of this person by one with these permissions; an empty list leaves those of @everyone. */
	public abstract setPermissions(permissions: readonly PermissionName[]): void;
	/** Gives this person a role of the Discord server, see {@link SimulatedGuild.addRole}. */
	public abstract giveRole(role: Pick<APIRole, 'id'>): void;
	/** Takes a role away from this person. */
	public abstract takeRole(role: Pick<APIRole, 'id'>): void;
	/** Leaves the Discord server. */
	public abstract leave(): void;
	public abstract toPayload(): APIGuildMember & { banner: null };
	public abstract toInteractionPayload(channel: SimulatedChannel): APIInteractionGuildMember;
}

/** A channel of a Discord server, or the direct messages with one person. */
export abstract class SimulatedChannel {
	public abstract readonly id: string;
	public abstract readonly name: string;
	/** `null` for direct messages. */
	public abstract readonly guild: SimulatedGuild | null;
	/** The person of these direct messages; `null` in a Discord server. */
	public abstract readonly recipient: SimulatedUser | null;
	/** `text` for direct messages. */
	public abstract readonly kind: ChannelKind;
	public abstract readonly category: SimulatedChannel | null;
	/** @internal */
	public abstract overwrites: readonly APIOverwrite[];
	/** Every message here, oldest first, without ephemeral answers. */
	public abstract readonly messages: readonly StoredMessage[];
	/** The mention of this channel in a message: `<#id>`. */
	public abstract readonly mention: string;
	/** Whether the bot gets this channel's events. */
	public abstract readonly isSeenByBot: boolean;

	/** Permissions of a member here, as Discord's permission bits. */
	public abstract permissionsOf(member: SimulatedMember): bigint;
	public abstract allows(member: SimulatedMember, ...names: PermissionName[]): boolean;
	public abstract find(messageId: string): StoredMessage | undefined;
	public abstract add(message: StoredMessage): void;
	public abstract delete(messageId: string): void;
}

/** A message that a person wrote. */
export abstract class SimulatedMessage {
	public abstract readonly channel: SimulatedChannel;
	public abstract readonly id: string;
	public abstract readonly content: string;

	/**
	 * Waits for the bot's answer: its next message in the channel that replies to this one, or to none.
	 * A second call waits for the answer after it.
	 *
	 * @throws Error when there is none within the limit.
	 */
	public abstract reply(options?: ReplyOptions): Promise<BotMessage>;
}

/** A Discord server ("guild" in Discord's API). */
export abstract class SimulatedGuild {
	public abstract readonly id: string;
	public abstract readonly name: string;
	/** Hash of the server's picture; `null` without a picture. */
	public abstract readonly icon: string | null;
	public abstract readonly owner: SimulatedMember;
	/** The bot as a member. */
	public abstract readonly bot: SimulatedMember;
	/** @internal */
	public abstract readonly commandRegistry: CommandRegistry;
	/** The commands that the bot registered for this Discord server alone. */
	public abstract readonly commands: readonly APIApplicationCommand[];
	public abstract readonly members: readonly SimulatedMember[];
	public abstract readonly roles: readonly APIRole[];
	public abstract readonly channels: readonly SimulatedChannel[];
	/** Whether the bot is a member of this Discord server. */
	public abstract readonly hasBot: boolean;
	/** Whether Discord has an outage for this Discord server. */
	public abstract readonly isUnavailable: boolean;
	public abstract readonly isAvailable: boolean;

	/** Adds a person: a new one by name, or one who is in another Discord server already. */
	public abstract addMember(user: SimulatedUser | string, options?: MemberOptions): SimulatedMember;
	/** @throws Error when no member has that name. */
	public abstract member(name: string): SimulatedMember;
	public abstract memberById(userId: string): SimulatedMember | undefined;
	public abstract removeMember(member: SimulatedMember): void;
	/**
	 * Gives a member one new role, for {@link SimulatedMember.setPermissions}.
	 *
	 * @internal
	 */
	public abstract replaceRoles(member: SimulatedMember, permissions: readonly PermissionName[]): string[];
	/**
	 * Sends the roles of a member to the bot after they were changed.
	 *
	 * @internal
	 */
	public abstract announceRoles(member: SimulatedMember): void;
	/** Deletes a role and takes it away from all members. */
	public abstract deleteRole(role: Pick<APIRole, 'id'>): void;
	public abstract addChannel(name: string, options?: ChannelOptions): SimulatedChannel;
	/** Replaces what the bot is denied in a channel. An empty list denies nothing. */
	public abstract denyBot(channel: SimulatedChannel | string, permissions: readonly PermissionName[]): void;
	/** Adds a role that no member has. */
	public abstract addRole(name: string, options?: RoleOptions): APIRole;
	/**
	 * Returns a channel by its name, or the first one.
	 *
	 * @throws Error when there is none of that name.
	 */
	public abstract channel(wanted?: SimulatedChannel | string): SimulatedChannel;
	/** Permissions of a member, before the rules of a channel. */
	public abstract permissionsOf(member: SimulatedMember): bigint;
	/** Replaces the permissions of @everyone, which all members have, also the bot. */
	public abstract setEveryonePermissions(permissions: readonly PermissionName[]): void;
	/** Changes the server's picture. `null` removes it. */
	public abstract setIcon(icon: string | null): void;
	/** Removes the bot from the server, as a kick does. */
	public abstract remove(): void;
	/**
	 * Adds the bot again, as an invite does.
	 *
	 * @param permissions New permissions of the bot's own role. Default: those it had before.
	 */
	public abstract add(permissions?: readonly PermissionName[]): void;
	/** Starts or ends a simulated outage of this server. */
	public abstract setUnavailable(unavailable?: boolean): void;
}
