import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import { type Answer, redirectAnswer } from '../replies.js';

/** "Link Kick Account": the same as `/kick link`. */
export class LinkRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/link', page: 'settings', fields: z.object({}) });
	}

	protected override async submit(guildRequest: GuildRequest): Promise<Answer> {
		const { kick } = this.container;
		const { guild, session } = guildRequest;
		const started = await kick.startLink({
			guildId: guild.id,
			discordUserId: session.userId,
			discordUserName: session.username,
			account: 'streamer'
		});
		return started.match({
			ok: ({ url }) => redirectAnswer(url),
			err: ({ hint }) => guildRequest.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}
}
