import type { Route } from '@sapphire/plugin-api';
import { readLogQuery } from '../../../dashboard/log/LogQuery.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { logPage } from '../../../dashboard/pages/logPage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Log page of a server. */
export class LogRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'log');
	}

	protected override async show({ guild, query }: GuildRequest): Promise<Page> {
		const wanted = readLogQuery(query);
		const readAt = new Date();
		return logPage(await this.container.kick.events.page(guild.id, wanted), wanted, readAt);
	}
}
