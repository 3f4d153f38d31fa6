import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route, Server } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';

const Path = `/${RoutePaths.webhook}`;

/**
 * Calls the route of Kick's webhooks directly.
 *
 * plugin-api's three events, route search and middlewares cost more than the rest of the request. Only the ready bot
 * does this, because a host's middlewares may have to see every request.
 */
export function addWebhookShortcut({ server, routes }: Server): void {
	const usual = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
	server.removeAllListeners('request');
	server.on('request', (request, response) => {
		const route = request.method === 'POST' && request.url === Path ? routes.get('kick-webhook') : undefined;
		if (!route) {
			for (const listener of usual) listener(request, response);
			return;
		}
		void route.run(request as Route.Request, response as Route.Response);
	});
}
