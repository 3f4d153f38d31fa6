import { type APIOverwrite, OverwriteType } from 'discord-api-types/v10';
import { Channel } from '../world/Channel.js';
import { SimulatedChannel, type SimulatedGuild } from '../world/entities.js';
import type { ChannelOptions } from '../world/options.js';
import { type PermissionName, permissionBits } from '../world/permissions.js';
import type { World } from '../world/World.js';

/** The channels of a Discord server, in the order of their creation. */
export class GuildChannels {
	readonly #world: World;
	readonly #guild: SimulatedGuild;
	readonly #channels: Channel[] = [];

	public constructor(world: World, guild: SimulatedGuild) {
		this.#world = world;
		this.#guild = guild;
	}

	public get list(): readonly SimulatedChannel[] {
		return this.#channels;
	}

	public open(name: string, options: ChannelOptions): SimulatedChannel {
		const denied: PermissionName[] = [
			...(options.botMayView === false ? (['ViewChannel'] as const) : []),
			...(options.botMayWrite === false ? (['SendMessages'] as const) : []),
			...(options.botMayAttach === false ? (['AttachFiles'] as const) : [])
		];
		const channel = new Channel(this.#world.ids.next(), name, this.#guild, null, {
			kind: options.kind ?? 'text',
			category: options.category === undefined ? null : this.find(options.category),
			overwrites: [...this.#ofBot(denied), ...(options.overwrites ?? [])]
		});
		this.#channels.push(channel);
		this.#world.channels.set(channel.id, channel);
		return channel;
	}

	/** @throws Error when there is none of that name. */
	public find(wanted?: SimulatedChannel | string): SimulatedChannel {
		if (wanted instanceof SimulatedChannel) return wanted;

		const channel = wanted === undefined ? this.#channels[0] : this.#channels.find(({ name }) => name === wanted);
		if (channel === undefined) throw new Error(`${this.#guild.name} has no channel called ${wanted}.`);
		return channel;
	}

	/** Replaces what the bot is denied in a channel. */
	public denyBot(wanted: SimulatedChannel | string, denied: readonly PermissionName[]): SimulatedChannel {
		const channel = this.find(wanted);
		const others = channel.overwrites.filter(({ id }) => id !== this.#guild.bot.id);
		channel.overwrites = [...this.#ofBot(denied), ...others];
		return channel;
	}

	#ofBot(denied: readonly PermissionName[]): APIOverwrite[] {
		if (denied.length === 0) return [];
		return [
			{ id: this.#guild.bot.id, type: OverwriteType.Member, allow: '0', deny: permissionBits(denied).toString() }
		];
	}
}
