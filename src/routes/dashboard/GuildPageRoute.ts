import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../dashboard/PageContext.js';
import type { Access } from '../../lib/editors/GuildRights.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { GuildRequest } from './GuildRequest.js';
import { openGuild } from './openGuild.js';
import type { Answer } from './replies.js';

/** Base of a server's pages. Visitors without a login go to the login; others without access get a 404. */
export abstract class GuildPageRoute extends DashboardRoute {
	/**
	 * @param path Path below the server: `settings`.
	 * @param access Right that the page needs.
	 */
	public constructor(
		context: Route.LoaderContext,
		path: string,
		private readonly access: Access = 'any'
	) {
		super(context, { path: `[guildId]/${path}`, method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		if (!request.session) return request.redirectToLogin();
		const opened = await openGuild(request, request.session, 'remembered');
		return opened.match({
			ok: async (guildRequest) =>
				guildRequest.can(this.access)
					? guildRequest.page(await this.show(guildRequest))
					: guildRequest.forbidden(this.access),
			err: (answer) => answer
		});
	}

	protected abstract show(guildRequest: GuildRequest): Promise<Page>;
}
