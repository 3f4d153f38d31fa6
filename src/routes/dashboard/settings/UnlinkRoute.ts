import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { unlinkNotice } from '../../../dashboard/settings/unlinkNotice.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

/** Takes the account off: the same as `/kick unlink`. */
export class UnlinkRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/unlink', page: 'settings', fields: z.object({}) });
	}

	protected override async submit(guildRequest: GuildRequest): Promise<Answer> {
		const unlinked = await this.container.kick.unlink(guildRequest.guild.id);
		return unlinked.match({
			ok: (report) => guildRequest.redirect('settings', unlinkNotice(report)),
			err: ({ hint }) => guildRequest.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}
}
