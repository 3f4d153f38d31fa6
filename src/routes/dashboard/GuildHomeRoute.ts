import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { firstGuildPage } from '../../dashboard/navigation.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { openGuild } from './openGuild.js';
import type { Answer } from './replies.js';

/** Address of a server without a page. Redirects to the server's first page. */
export class GuildHomeRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: '[guildId]', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		// The router also sends every other word here, because it takes the word for a server's id.
		if (!/^\d+$/.test(request.path)) return request.message(Messages.notFound());
		const { session } = request;
		const opened = session && (await openGuild(request, session, 'remembered'));
		// Without access, the page that follows answers as for a server that does not exist.
		const first = firstGuildPage((access) => !opened?.isOk() || opened.unwrap().can(access));
		return request.redirect(`${request.path}/${first}`);
	}
}
