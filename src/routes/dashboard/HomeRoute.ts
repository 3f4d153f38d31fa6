import type { Route } from '@sapphire/plugin-api';
import { guildListPage } from '../../dashboard/pages/guildListPage.js';
import { welcomePage } from '../../dashboard/welcome/welcomePage.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { openGuilds } from './openGuild.js';
import type { Answer } from './replies.js';

/** First page: a welcome page, or the servers of the person who is logged in. */
export class HomeRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: '', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		if (!request.session) return request.page(welcomePage(request.dashboard.inviteUrl()));
		const guilds = await openGuilds(request, request.session, 'remembered');
		return guilds.match({
			ok: async (lists) => {
				const page = guildListPage(await request.dashboard.overview(lists.here));
				return request.page(page, { ...lists, guild: null });
			},
			err: (answer) => answer
		});
	}
}
