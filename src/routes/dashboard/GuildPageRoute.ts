import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../dashboard/Page.js';
import type { Visit } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { GuildVisit } from './GuildRequest.js';
import { openGuild } from './openGuild.js';
import type { Answer } from './replies.js';

/** A page about one server, for those who manage it. Others are led to the login, or learn nothing. */
export abstract class GuildPageRoute extends DashboardRoute {
	/** @param path Below the server: `settings`. */
	public constructor(context: Route.LoaderContext, path: string) {
		super(context, { path: `[guildId]/${path}`, method: 'GET' });
	}

	protected override async answer(visit: Visit): Promise<Answer> {
		if (!visit.session) return visit.redirectToLogin();
		const opened = await openGuild(visit, visit.session, 'remembered');
		return opened.match({
			ok: async (guildVisit) => guildVisit.page(await this.show(guildVisit)),
			err: (answer) => answer
		});
	}

	protected abstract show(visit: GuildVisit): Promise<Page>;
}
