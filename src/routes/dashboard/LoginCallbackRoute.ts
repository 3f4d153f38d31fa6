import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { type DashboardRequest, SessionCookie } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import { type Answer, redirectAnswer } from './replies.js';

/** Callback of Discord's OAuth: finishes the login and creates a session. */
export class LoginCallbackRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'callback', method: 'GET' });
	}

	protected override head(_request: Route.Request, response: Route.Response): Promise<void> {
		return this.headWithoutEffect(response);
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const state = request.query.get('state') ?? '';
		const cookie = request.loginCookies.read(request.http, state);
		const finished = await request.dashboard.login.finish(request.query, cookie);
		if (finished.isErr()) {
			const refusal = finished.unwrapErr();
			if (refusal.code === 'misconfigured') this.#warnOfSecret();
			return request.message(Messages.login(refusal));
		}
		const session = finished.unwrap();
		// The browser loses the cookie of its old session, so that session must end.
		if (request.session) await request.dashboard.end(request.session);
		const seconds = Math.floor((session.expiresAt.getTime() - Date.now()) / 1_000);
		return redirectAnswer(session.returnTo, [
			request.setCookie(SessionCookie, session.cookie, seconds),
			request.loginCookies.end(state)
		]);
	}

	#warnOfSecret(): void {
		this.container.logger.warn(
			'[Kick] Discord does not accept DISCORD_CLIENT_SECRET, so the dashboard login does not work. ' +
				'Copy it again from the developer portal.'
		);
	}
}
