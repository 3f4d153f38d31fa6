import type { APIUser, UserFlags } from 'discord-api-types/v10';
import type { SlashOptions } from '../interactions/resolveSlashOptions.js';
import { runSlashCommand } from '../interactions/runSlashCommand.js';
import type { SimulatedReply } from '../interactions/SimulatedReply.js';
import type { BotMessage } from '../messages/BotMessage.js';
import { DirectMessages } from '../messages/DirectMessages.js';
import type { SimulatedMessage } from '../messages/SimulatedMessage.js';
import type { World } from './World.js';

const NoFlags = 0 as UserFlags;

export interface UserOptions {
	/** The id to use, for tests that need a fixed one. */
	id?: string;
	/** Whether this person takes no direct messages: the bot gets error 50007. Default `false`. */
	directMessagesClosed?: boolean;
}

/** A Discord account, of a person or of the bot. */
export class SimulatedUser {
	public readonly id: string;
	public directMessagesClosed: boolean;
	readonly #world: World;
	readonly #directMessages: DirectMessages;

	public constructor(
		world: World,
		public readonly name: string,
		public readonly isBot: boolean,
		options: UserOptions = {}
	) {
		this.#world = world;
		this.id = options.id ?? world.ids.next();
		this.directMessagesClosed = options.directMessagesClosed ?? false;
		this.#directMessages = new DirectMessages(world, this);
	}

	/** How a message names this user: `<@id>`. */
	public get mention(): string {
		return `<@${this.id}>`;
	}

	/**
	 * Waits for the bot's next direct message, beginning with the first that was not handed out yet.
	 *
	 * @param limitMs how long to wait, in milliseconds; 60 seconds when left out.
	 */
	public directMessage(limitMs?: number): Promise<BotMessage> {
		return this.#directMessages.next(limitMs);
	}

	/** Writes to the bot in direct messages. */
	public directMessages(text: string): Promise<SimulatedMessage> {
		return this.#directMessages.say(text);
	}

	/** Sends a slash command to the bot in direct messages. */
	public slashInDirectMessage(
		path: string,
		values: SlashOptions = {},
		options: { raw?: boolean } = {}
	): Promise<SimulatedReply> {
		return runSlashCommand(this.#world, {
			user: this,
			member: null,
			channel: this.#world.directChannel(this),
			path,
			values,
			raw: options.raw ?? false
		});
	}

	public toPayload(): APIUser {
		return {
			id: this.id,
			username: this.name,
			discriminator: '0',
			global_name: this.isBot ? null : this.name,
			avatar: null,
			bot: this.isBot,
			public_flags: NoFlags,
			flags: NoFlags,
			primary_guild: null
		};
	}
}
