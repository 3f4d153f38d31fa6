import { Messages } from '../../dashboard/messages.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import { drainBody } from '../../lib/http/body/refuseBody.js';
import { isSameOrigin } from '../../lib/http/formOrigin.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { type Answer, closing } from './replies.js';

/** Base of the routes that receive forms. Accepts them only from the bot's own pages and with a login. */
export abstract class FormRoute extends DashboardRoute {
	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const answer = await this.#take(request);
		if (request.http.complete) return answer;
		await drainBody(request.http);
		return closing(answer);
	}

	protected abstract receive(request: DashboardRequest, session: Session): Promise<Answer>;

	async #take(request: DashboardRequest): Promise<Answer> {
		const { origin } = new URL(request.dashboard.urls.dashboard);
		if (!isSameOrigin(request.http.headers, origin)) return request.message(Messages.otherSite());
		return request.session ? this.receive(request, request.session) : request.message(Messages.loggedOut());
	}
}
