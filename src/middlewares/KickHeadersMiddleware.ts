import { Middleware } from '@sapphire/plugin-api';
import { Messages } from '../dashboard/messages.js';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { sendJson } from '../lib/http/json.js';
import { isPluginPath, pathBelow } from '../lib/http/pluginPaths.js';
import { secureHeaders } from '../lib/http/securityHeaders.js';
import { dashboardHome } from '../routes/dashboard/dashboardHome.js';
import { bareMessage } from '../routes/dashboard/replies.js';
import { KickRoute } from '../routes/KickRoute.js';

/** Runs before plugin-api's `headers` (10), which would answer an unknown path itself. */
const Position = 5;

/** Sets the security headers on every answer below the plugin's paths: pages, JSON, redirects and errors. */
export class KickHeadersMiddleware extends Middleware {
	public constructor(context: Middleware.LoaderContext) {
		super(context, { position: Position });
	}

	public override run(request: Middleware.Request, response: Middleware.Response): void {
		const prefix = this.container.server.options.prefix ?? '';
		if (!isPluginPath(request.url ?? '', prefix)) return;
		// A host bot may have its own `/health` or `/dashboard`, which stays untouched.
		if (request.route && !(request.route instanceof KickRoute)) return;
		secureHeaders(response);
		if (request.route) return;

		if (request.routerNode) response.setHeader('Allow', [...request.routerNode.methods()].join(', '));
		const isPage = pathBelow(RoutePaths.dashboard, request.url ?? '', prefix) !== null;
		if (isPage && this.container.kick.config.dashboard) {
			bareMessage(request.routerNode ? Messages.wrongMethod() : Messages.notFound(), dashboardHome())(response);
		} else if (request.routerNode) sendJson(response, 405, { error: 'method_not_allowed' });
		else sendJson(response, 404, { error: 'not_found' });
	}
}
