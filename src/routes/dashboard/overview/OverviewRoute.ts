import type { Route } from '@sapphire/plugin-api';
import { noOverviewPage, overviewPage } from '../../../dashboard/overview/overviewPage.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import { markOfOverview, readOverview } from './readOverview.js';

/** Overview of a server, its first page. */
export class OverviewRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'overview');
	}

	protected override async show({ guild, request }: GuildRequest): Promise<Page> {
		const read = await readOverview(request.dashboard, guild.id);
		return read.match({
			ok: (state) => overviewPage(state, markOfOverview(state)),
			err: ({ hint }) => noOverviewPage(hint)
		});
	}
}
