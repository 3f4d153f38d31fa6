import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { noticeOf } from '../../../dashboard/components/NoticeBox.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const fields = z.object({ page: z.enum(['settings', 'overview']).catch('settings') });

/** "Sync from Kick": the same as `/kick sync`. Returns to the page with the button. */
export class SyncRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/sync', page: 'settings', fields });
	}

	protected override async submit(guildRequest: GuildRequest, { page }: z.infer<typeof fields>): Promise<Answer> {
		const synced = await this.container.kick.sync(guildRequest.guild.id, { by: guildRequest.by });
		return synced.match({
			ok: ({ steps }) => guildRequest.redirect(page, noticeOf(steps)),
			err: ({ hint }) => guildRequest.redirect(page, { outcome: 'failed', lines: [hint] })
		});
	}
}
