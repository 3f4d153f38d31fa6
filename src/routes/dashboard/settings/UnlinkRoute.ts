import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import type { UnlinkReport } from '../../../lib/accounts/AccountRelease.js';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const NotRevoked =
	'Kick has not confirmed the revocation yet. The bot retries for a week. ' +
	"To be sure, remove this app in Kick's settings.";

/** "Unlink": the same as `/kick unlink`. */
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

function unlinkNotice({ revoked, stillBotAccount, stillUsedElsewhere, username }: UnlinkReport): Notice {
	const unlinked = `${username} is no longer linked to this server.`;
	if (stillUsedElsewhere) return ok(unlinked, 'Another server still uses it, so its access is not revoked.');
	if (stillBotAccount) return ok(unlinked, 'It is also the bot account, so its access is not revoked.');
	if (revoked) return ok(unlinked, 'Its access is revoked and its tokens are deleted.');
	return { outcome: 'warning', lines: [unlinked, NotRevoked] };
}

function ok(...lines: string[]): Notice {
	return { outcome: 'ok', lines };
}
