import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { noticeOf } from '../../../dashboard/components/NoticeBox.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

/** "Sync from Kick": the same as `/kick sync`. */
export class SyncRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/sync', page: 'settings', fields: z.object({}) });
	}

	protected override async submit(guildRequest: GuildRequest): Promise<Answer> {
		const synced = await this.container.kick.sync(guildRequest.guild.id, { by: guildRequest.by });
		return synced.match({
			ok: ({ steps }) => guildRequest.redirect('settings', noticeOf(steps)),
			err: ({ hint }) => guildRequest.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}
}
