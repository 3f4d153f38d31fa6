import type { Route } from '@sapphire/plugin-api';
import type { Session } from '../../lib/dashboard/sessions/Session.js';
import { SessionEndRoute } from './SessionEndRoute.js';
import type { Visit } from './Visit.js';

/** Ends the session of this browser. */
export class LogoutRoute extends SessionEndRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'logout');
	}

	protected override end(visit: Visit, session: Session): Promise<void> {
		return visit.dashboard.logOut(session);
	}
}
