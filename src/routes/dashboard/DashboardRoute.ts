import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { KickRoute } from '../KickRoute.js';
import { DashboardRequest } from './DashboardRequest.js';
import { dashboardHome } from './dashboardHome.js';
import { type Answer, bareMessage } from './replies.js';

export interface DashboardRouteOptions {
	/** Path below the dashboard: `login`, `[guildId]/settings`. */
	path: string;
	method: 'GET' | 'POST';
}

const MissingSecret = {
	variable: 'DISCORD_CLIENT_SECRET',
	problem:
		'is missing: get it at https://discord.com/developers/applications (your application, OAuth2, "Reset Secret")'
};

/** Base of the dashboard's routes. Every answer is a page, errors included. */
export abstract class DashboardRoute extends KickRoute {
	public constructor(context: Route.LoaderContext, { path, method }: DashboardRouteOptions) {
		super(context, {
			route: `${RoutePaths.dashboard}/${path}`,
			methods: [method],
			// plugin-api's limit answers with JSON. `readSentForm` has a limit of its own and answers with a page.
			maximumBodyLength: Number.MAX_SAFE_INTEGER
		});
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const { config, dashboard } = this.container.kick;
		if (dashboard) {
			const answer = await this.answer(await DashboardRequest.open(request, dashboard));
			return answer(response);
		}
		const missing = [...config.missing, ...(config.discordClientSecret ? [] : [MissingSecret])];
		bareMessage(Messages.notSetUp(missing), dashboardHome())(response);
	}

	protected override sendFailure(response: Route.Response): void {
		bareMessage(Messages.failed(), dashboardHome())(response);
	}

	protected abstract answer(request: DashboardRequest): Promise<Answer>;
}
