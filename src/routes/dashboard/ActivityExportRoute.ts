import type { Route } from '@sapphire/plugin-api';
import { rangeOf } from '../../dashboard/activity/RangeLinks.js';
import { noActivityPage } from '../../dashboard/pages/activityPage.js';
import { activityCsv } from '../../lib/figures/activityCsv.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { openGuild } from './openGuild.js';
import { type Answer, csvAnswer } from './replies.js';

/** Figures of the activity page as a CSV file. */
export class ActivityExportRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: '[guildId]/activity/export', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		if (!request.session) return request.redirectToLogin();
		const opened = await openGuild(request, request.session, 'remembered');
		if (opened.isErr()) return opened.unwrapErr();
		const guildRequest = opened.unwrap();
		const { hours } = rangeOf(request.query);
		const activity = await this.container.kick.activity(guildRequest.guild.id, { hours });
		return activity.match({
			ok: (figures) => {
				const day = figures.to.toISOString().slice(0, 10);
				return csvAnswer(`kick-activity-${day}-${hours}h.csv`, activityCsv(figures));
			},
			err: ({ hint }) => guildRequest.page(noActivityPage(hint))
		});
	}
}
