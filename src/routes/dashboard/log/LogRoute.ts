import type { Route } from '@sapphire/plugin-api';
import { readLogQuery, toPageFilter } from '../../../dashboard/log/LogQuery.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { logPage } from '../../../dashboard/pages/logPage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Log page of a server. */
export class LogRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'log');
	}

	protected override async show({ guild, query: search }: GuildRequest): Promise<Page> {
		const { events } = this.container.kick;
		const query = readLogQuery(search);
		const shownAt = new Date();
		const page = await events.page(guild.id, toPageFilter(query));
		return logPage({ page, texts: await events.describe(page.entries), query, shownAt });
	}
}
