import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';

/** Keeps the settings of a server that the bot has joined or rejoined. */
export class KickGuildCreate extends Listener<typeof Events.GuildCreate> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.GuildCreate });
	}

	public override run(guild: Guild): void {
		this.container.kick.guilds?.joined(guild.id);
	}
}
