import { Messages } from '../../dashboard/messages.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import { drainBody } from '../../lib/http/body/refuseBody.js';
import { isSameOrigin } from '../../lib/http/formOrigin.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { type Answer, closing } from './replies.js';

/** Where a form is sent: only from our own pages, by somebody who is logged in. */
export abstract class FormRoute extends DashboardRoute {
	protected override async answer(visit: DashboardRequest): Promise<Answer> {
		const answer = await this.#take(visit);
		if (visit.request.complete) return answer;
		await drainBody(visit.request);
		return closing(answer);
	}

	protected abstract receive(visit: DashboardRequest, session: Session): Promise<Answer>;

	async #take(visit: DashboardRequest): Promise<Answer> {
		const { origin } = new URL(visit.dashboard.urls.dashboard);
		if (!isSameOrigin(visit.request.headers, origin)) return visit.message(Messages.otherSite());
		return visit.session ? this.receive(visit, visit.session) : visit.message(Messages.loggedOut());
	}
}
