import { Messages } from '../../dashboard/messages.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { PostRoute } from './PostRoute.js';
import type { Answer } from './replies.js';

/** Base of the routes that receive forms of people who are logged in. */
export abstract class FormRoute extends PostRoute {
	protected override async accept(request: DashboardRequest): Promise<Answer> {
		return request.session ? this.receive(request, request.session) : request.message(Messages.loggedOut());
	}

	protected abstract receive(request: DashboardRequest, session: Session): Promise<Answer>;
}
