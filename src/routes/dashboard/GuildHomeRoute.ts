import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { FirstGuildPage } from '../../dashboard/navigation.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { Answer } from './replies.js';

/** Address of a server without a page. Redirects to the server's first page. */
export class GuildHomeRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: '[guildId]', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		// The router also sends every other word here, because it takes the word for a server's id.
		if (!/^\d+$/.test(request.path)) return request.message(Messages.notFound());
		return request.redirect(`${request.path}/${FirstGuildPage}`);
	}
}
