import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { KickRoute } from './KickRoute.js';

/** Prometheus text. Holds counts only: no server, person or channel is named. */
export class KickMetricsRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.metrics, methods: ['GET'] });
	}

	protected override async handle(_request: Route.Request, response: Route.Response): Promise<void> {
		const { contentType, text } = await this.container.kick.metrics.render();
		response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) }).end(text);
	}
}
