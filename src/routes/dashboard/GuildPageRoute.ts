import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../dashboard/PageContext.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { GuildRequest } from './GuildRequest.js';
import { openGuild } from './openGuild.js';
import type { Answer } from './replies.js';

/** A page about one server, for those who manage it. Others are led to the login, or learn nothing. */
export abstract class GuildPageRoute extends DashboardRoute {
	/** @param path Below the server: `settings`. */
	public constructor(context: Route.LoaderContext, path: string) {
		super(context, { path: `[guildId]/${path}`, method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		if (!request.session) return request.redirectToLogin();
		const opened = await openGuild(request, request.session, 'remembered');
		return opened.match({
			ok: async (guildRequest) => guildRequest.page(await this.show(guildRequest)),
			err: (answer) => answer
		});
	}

	protected abstract show(guildRequest: GuildRequest): Promise<Page>;
}
