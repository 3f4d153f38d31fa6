import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { FirstGuildPage } from '../../dashboard/navigation.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { Answer } from './replies.js';

/** A server's address without a page: leads to its first one. */
export class GuildHomeRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: '[guildId]', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		// Any other word ends up here, too, as the router takes it for a server.
		if (!/^\d+$/.test(request.path)) return request.message(Messages.notFound());
		return request.redirect(`${request.path}/${FirstGuildPage}`);
	}
}
