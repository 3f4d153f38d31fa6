import {
	ChannelType,
	GatewayDispatchEvents,
	GatewayIntentBits,
	type GatewayMessageCreateDispatchData
} from 'discord-api-types/v10';
import type { SimulatedChannel } from '../world/entities.js';
import type { World } from '../world/World.js';
import type { StoredMessage } from './StoredMessage.js';

/** Keeps the messages of a channel and sends their events to the bot. */
export class MessageFeed {
	readonly #world: Pick<World, 'bot' | 'dispatch'>;

	public constructor(world: Pick<World, 'bot' | 'dispatch'>) {
		this.#world = world;
	}

	public add(channel: SimulatedChannel, message: StoredMessage): void {
		channel.add(message);
		this.#send(GatewayDispatchEvents.MessageCreate, channel, message);
	}

	public update(channel: SimulatedChannel, message: StoredMessage): void {
		this.#send(GatewayDispatchEvents.MessageUpdate, channel, message);
	}

	public delete(channel: SimulatedChannel, message: StoredMessage): void {
		channel.delete(message.id);
		if (!channel.isSeenByBot) return;

		const guildId = channel.guild?.id ?? null;
		this.#world.dispatch({
			event: GatewayDispatchEvents.MessageDelete,
			data: { id: message.id, channel_id: channel.id, ...(guildId === null ? {} : { guild_id: guildId }) },
			guildId,
			intent: intentFor(channel)
		});
	}

	#send(
		event: GatewayDispatchEvents.MessageCreate | GatewayDispatchEvents.MessageUpdate,
		channel: SimulatedChannel,
		message: StoredMessage
	): void {
		if (!channel.isSeenByBot) return;

		const data = eventData(channel, message);
		const isContentFree =
			channel.guild === null || message.isByBot || data.mentions.some(({ id }) => id === this.#world.bot.id);
		this.#world.dispatch({
			event,
			data,
			...(isContentFree
				? {}
				: { dataWithoutContent: { ...data, content: '', embeds: [], components: [], attachments: [] } }),
			guildId: channel.guild?.id ?? null,
			intent: intentFor(channel)
		});
	}
}

function intentFor(channel: SimulatedChannel): GatewayIntentBits {
	return channel.guild === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
}

function eventData(channel: SimulatedChannel, { payload }: StoredMessage): GatewayMessageCreateDispatchData {
	const { guild } = channel;
	if (guild === null) return { ...payload, channel_type: ChannelType.DM };

	const { user: _, ...member } = guild.memberById(payload.author.id)?.toPayload() ?? { user: null };
	return { ...payload, guild_id: guild.id, ...('roles' in member ? { member } : {}) };
}
