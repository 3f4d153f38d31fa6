import type { APIUser, UserFlags } from 'discord-api-types/v10';
import { WaitLimitMs } from '../../waitLimit.js';
import { runSlashCommand, type SlashCommandServices } from '../interactions/runSlashCommand.js';
import type { SimulatedReply } from '../interactions/SimulatedReply.js';
import { BotMessage } from '../messages/BotMessage.js';
import { type PersonSaysServices, personSays } from '../messages/personSays.js';
import { type SimulatedMessage, SimulatedUser, type SlashOptions } from '../world/entities.js';
import type { UserOptions } from '../world/options.js';
import { pictureHash } from '../world/pictureHash.js';

const NoFlags = 0 as UserFlags;

/** Services that people use the bot through. */
export type PersonServices = SlashCommandServices & PersonSaysServices;

/** Adds an account. The first one of a world is the bot's. */
export function addUser(services: PersonServices, name: string, isBot: boolean, options?: UserOptions): SimulatedUser {
	const user = new User(services, name, isBot, options);
	services.world.users.set(user.id, user);
	return user;
}

/** Returns the given account, or a new one of that name. */
export function userOf(services: PersonServices, user: SimulatedUser | string, options?: UserOptions): SimulatedUser {
	return user instanceof SimulatedUser ? user : addUser(services, user, false, options);
}

class User extends SimulatedUser {
	public readonly id: string;
	public directMessagesClosed: boolean;
	public avatar: string | null;
	readonly #services: PersonServices;
	readonly #returnedMessages = new Set<string>();

	public constructor(
		services: PersonServices,
		public readonly name: string,
		public readonly isBot: boolean,
		options: UserOptions = {}
	) {
		super();
		this.#services = services;
		this.id = options.id ?? services.world.ids.next();
		this.directMessagesClosed = options.directMessagesClosed ?? false;
		this.avatar = options.avatar === undefined ? pictureHash(this.id) : options.avatar;
	}

	public get mention(): string {
		return `<@${this.id}>`;
	}

	public directMessage(limitMs = WaitLimitMs): Promise<BotMessage> {
		const { world } = this.#services;
		return world.changes.until(
			() => {
				const message = world
					.directChannel(this)
					.messages.find(({ id, isByBot }) => isByBot && !this.#returnedMessages.has(id));
				if (message === undefined) return undefined;

				this.#returnedMessages.add(message.id);
				return new BotMessage(message);
			},
			limitMs,
			() => `The bot sent ${this.name} no direct message within ${limitMs / 1000} s.`
		);
	}

	public directMessages(text: string): Promise<SimulatedMessage> {
		return personSays(this.#services, this, this.#services.world.directChannel(this), text);
	}

	public slashInDirectMessage(
		path: string,
		values: SlashOptions = {},
		options: { raw?: boolean } = {}
	): Promise<SimulatedReply> {
		return runSlashCommand(this.#services, {
			user: this,
			member: null,
			channel: this.#services.world.directChannel(this),
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
			avatar: this.avatar,
			bot: this.isBot,
			public_flags: NoFlags,
			flags: NoFlags,
			primary_guild: null
		};
	}
}
