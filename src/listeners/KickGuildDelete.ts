import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';

/** Notes that the bot was removed from a server. discord.js reports an outage as `guildUnavailable` instead. */
export class KickGuildDelete extends Listener<typeof Events.GuildDelete> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.GuildDelete });
	}

	public override run(guild: Guild): void {
		this.container.kick.guilds?.left(guild.id);
	}
}
