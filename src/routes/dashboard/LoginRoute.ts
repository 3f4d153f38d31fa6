import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { StartedLogins } from '../../lib/dashboard/login/StartedLogins.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { type Answer, redirectAnswer, withRetryAfter } from './replies.js';

/** Starts a login: binds it to this browser and redirects to Discord. */
export class LoginRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'login', method: 'GET' });
	}

	protected override head(_request: Route.Request, response: Route.Response): Promise<void> {
		return this.headWithoutEffect(response);
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const begun = await request.dashboard.login.begin(request.query.get('to'));
		return begun.match({
			ok: ({ authorizeUrl, cookie, state }) => {
				const begun = { value: cookie, maxAgeSeconds: StartedLogins.lifetimeSeconds };
				return redirectAnswer(authorizeUrl.href, request.loginCookies.begin(request.http, state, begun));
			},
			err: (failure) => withRetryAfter(request.message(Messages.login(failure)), failure.retryAfterMs)
		});
	}
}
