import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { toKickPage } from '../../../dashboard/pages/toKickPage.js';
import type { Answer } from '../answers.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildVisit } from '../GuildVisit.js';

/** "Link Kick Account": the same as `/kick link`. */
export class LinkRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/link', page: 'settings', fields: z.object({}) });
	}

	protected override async submit(visit: GuildVisit): Promise<Answer> {
		const { kick } = this.container;
		const { guild, session } = visit;
		const started = await kick.startLink({ guildId: guild.id, discordUserId: session.userId, account: 'streamer' });
		const { channel } = (await kick.profile(guild.id)).unwrap();
		return started.match({
			ok: ({ url }) => visit.page(toKickPage(url, channel)),
			err: ({ hint }) => visit.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}
}
