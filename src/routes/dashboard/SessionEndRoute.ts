import type { Route } from '@sapphire/plugin-api';
import type { Session } from '../../lib/dashboard/Sessions.js';
import { type DashboardRequest, SessionCookie } from './DashboardRequest.js';
import { FormRoute } from './FormRoute.js';
import { readSentForm } from './readSentForm.js';
import { type Answer, redirectAnswer } from './replies.js';

/** Base of the routes that log out. */
export abstract class SessionEndRoute extends FormRoute {
	public constructor(context: Route.LoaderContext, path: string) {
		super(context, { path, method: 'POST' });
	}

	protected override async receive(request: DashboardRequest, session: Session): Promise<Answer> {
		const form = await readSentForm(request, session);
		if (form.isErr()) return form.unwrapErr();
		await this.end(request, session);
		return redirectAnswer(request.home, [request.setCookie(SessionCookie, '', 0)]);
	}

	protected abstract end(request: DashboardRequest, session: Session): Promise<void>;
}
