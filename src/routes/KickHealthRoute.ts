import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { sendJson } from '../lib/http/json.js';
import { KickRoute } from './KickRoute.js';

/** For load balancers and hosting panels: 200 when ready to serve. */
export class KickHealthRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.health, methods: ['GET'] });
	}

	protected override async handle(_request: Route.Request, response: Route.Response): Promise<void> {
		const health = await this.container.kick.health();
		sendJson(response, health.status === 'ok' ? 200 : 503, health);
	}
}
