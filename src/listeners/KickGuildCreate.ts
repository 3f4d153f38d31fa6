import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';

/** The bot is (back) in a server: its settings stay. */
export class KickGuildCreate extends Listener<typeof Events.GuildCreate> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.GuildCreate });
	}

	public override run(guild: Guild): void {
		this.container.kick.guilds?.joined(guild.id);
	}
}
