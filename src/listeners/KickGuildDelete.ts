import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';

/** The bot was removed from a server. discord.js reports an outage of Discord as `guildUnavailable`, not here. */
export class KickGuildDelete extends Listener<typeof Events.GuildDelete> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.GuildDelete });
	}

	public override run(guild: Guild): void {
		this.container.kick.guilds?.left(guild.id);
	}
}
