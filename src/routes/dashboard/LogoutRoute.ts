import type { Route } from '@sapphire/plugin-api';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { SessionEndRoute } from './SessionEndRoute.js';

/** Logs out this browser. */
export class LogoutRoute extends SessionEndRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'logout');
	}

	protected override end(request: DashboardRequest, session: Session): Promise<void> {
		return request.dashboard.logOut(session);
	}
}
