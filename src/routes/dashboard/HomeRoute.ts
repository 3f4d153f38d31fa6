import type { Route } from '@sapphire/plugin-api';
import { guildListPage } from '../../dashboard/pages/guildListPage.js';
import { welcomePage } from '../../dashboard/pages/welcomePage.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { openGuilds } from './openGuild.js';
import type { Answer } from './replies.js';

/** The first page: what this is, or the servers of the person who is logged in. */
export class HomeRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: '', method: 'GET' });
	}

	protected override async answer(visit: DashboardRequest): Promise<Answer> {
		if (!visit.session) return visit.page(welcomePage());
		const guilds = await openGuilds(visit, visit.session, 'remembered');
		return guilds.match({
			ok: async (list) => visit.page(guildListPage(await visit.dashboard.overview(list))),
			err: (answer) => answer
		});
	}
}
