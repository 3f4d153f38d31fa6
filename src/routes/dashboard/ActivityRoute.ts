import type { Route } from '@sapphire/plugin-api';
import { rangeOf } from '../../dashboard/activity/RangeLinks.js';
import type { Page } from '../../dashboard/PageContext.js';
import { activityPage, noActivityPage } from '../../dashboard/pages/activityPage.js';
import { GuildPageRoute } from './GuildPageRoute.js';
import type { GuildRequest } from './GuildRequest.js';

/** Activity page of a server. */
export class ActivityRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'activity');
	}

	protected override async show({ guild, query }: GuildRequest): Promise<Page> {
		const range = rangeOf(query);
		const { kick } = this.container;
		const activity = await kick.activity(guild.id, { hours: range.hours });
		const leaders = await kick.watchtime.leaderboard(guild.id, { period: 'week' });
		return activity.match({
			ok: (figures) => activityPage({ activity: figures, leaders: leaders.unwrapOr(null), range }),
			err: ({ hint }) => noActivityPage(hint)
		});
	}
}
