import { Events, Listener } from '@sapphire/framework';
import type { Client } from 'discord.js';
import { isInGuild } from '../lib/discord/BotPresence.js';

/** Starts the service once listeners are loaded and Discord is ready, so that pending events are delivered. */
export class KickClientReady extends Listener<typeof Events.ClientReady> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.ClientReady, once: true });
	}

	public override async run(client: Client<true>): Promise<void> {
		this.container.kick.guilds?.compare((guildId) => isInGuild(client, guildId));
		await this.container.kick.start();
	}
}
