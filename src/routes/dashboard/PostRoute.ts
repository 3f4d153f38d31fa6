import { Messages } from '../../dashboard/messages.js';
import { drainBody } from '../../lib/http/body/refuseBody.js';
import { isSameOrigin } from '../../lib/http/formOrigin.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { type Answer, closing } from './replies.js';

/** Base of the routes that receive forms. Accepts them only from the bot's own pages. */
export abstract class PostRoute extends DashboardRoute {
	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const { origin } = new URL(request.dashboard.urls.dashboard);
		const isOwn = isSameOrigin(request.http.headers, origin);
		const answer = isOwn ? await this.accept(request) : request.message(Messages.otherSite());
		if (request.http.complete) return answer;
		await drainBody(request.http);
		return closing(answer);
	}

	protected abstract accept(request: DashboardRequest): Promise<Answer>;
}
