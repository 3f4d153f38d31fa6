import type { Route } from '@sapphire/plugin-api';
import { designPage } from '../../dashboard/design/designPage.js';
import { Messages } from '../../dashboard/messages.js';
import { isLoopback } from '../../lib/http/isLoopback.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { Answer } from './replies.js';

/** All components of the design. Only developers need it, so it exists only where Kick is the sandbox. */
export class DesignRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'design', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const { hostname } = new URL(this.container.kick.config.apiBaseUrl);
		return isLoopback(hostname) ? request.page(designPage()) : request.message(Messages.notFound());
	}
}
