import type { Route } from '@sapphire/plugin-api';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { SessionEndRoute } from './SessionEndRoute.js';

/** Logs this person out in every browser. */
export class LogoutEverywhereRoute extends SessionEndRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'logout/everywhere');
	}

	protected override end(request: DashboardRequest, session: Session): Promise<void> {
		return request.dashboard.logOutEverywhere(session);
	}
}
