import type { Route } from '@sapphire/plugin-api';
import type { Session } from '../../lib/dashboard/sessions/Session.js';
import { SessionEndRoute } from './SessionEndRoute.js';
import type { Visit } from './Visit.js';

/** Ends the sessions of this person in every browser. */
export class LogoutEverywhereRoute extends SessionEndRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'logout/everywhere');
	}

	protected override end(visit: Visit, session: Session): Promise<void> {
		return visit.dashboard.logOutEverywhere(session);
	}
}
