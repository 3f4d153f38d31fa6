import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import type { UnlinkReport } from '../../../lib/accounts/AccountRelease.js';
import { describeAccess } from '../../../lib/accounts/describeAccess.js';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

/** "Unlink": the same as `/kick unlink`. */
export class UnlinkRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/unlink', page: 'settings', fields: z.object({}) });
	}

	protected override async submit(guildRequest: GuildRequest): Promise<Answer> {
		const unlinked = await this.container.kick.unlink(guildRequest.guild.id, { by: guildRequest.by });
		return unlinked.match({
			ok: (report) => guildRequest.redirect('settings', unlinkNotice(report)),
			err: ({ hint }) => guildRequest.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}
}

function unlinkNotice(report: UnlinkReport): Notice {
	const isKept = report.stillUsedElsewhere || report.stillBotAccount;
	return {
		outcome: isKept || report.revoked ? 'ok' : 'warning',
		lines: [`${report.username} is no longer linked to this server.`, describeAccess(report)]
	};
}
