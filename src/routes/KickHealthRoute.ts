import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { KickRoute } from './KickRoute.js';
import { answerHealth } from './statusAnswers.js';

export class KickHealthRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.health, methods: ['GET'] });
	}

	protected override handle(_request: Route.Request, response: Route.Response): Promise<void> {
		return answerHealth(this.container.kick, response);
	}
}
