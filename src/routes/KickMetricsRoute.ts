import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { KickRoute } from './KickRoute.js';
import { answerMetrics } from './statusAnswers.js';

export class KickMetricsRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.metrics, methods: ['GET'] });
	}

	protected override handle(_request: Route.Request, response: Route.Response): Promise<void> {
		return answerMetrics(this.container.kick, response);
	}
}
