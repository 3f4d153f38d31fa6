import { matchPath } from '../../http/matchPath.js';
import { refusals } from './DiscordError.js';
import type { Route } from './Route.js';
import { applicationRoutes } from './routes/applicationRoutes.js';
import { channelRoutes } from './routes/channelRoutes.js';
import { gatewayRoutes } from './routes/gatewayRoutes.js';
import { guildRoutes } from './routes/guildRoutes.js';
import { interactionRoutes } from './routes/interactionRoutes.js';
import { oauthRoutes } from './routes/oauthRoutes.js';
import { userRoutes } from './routes/userRoutes.js';

/** Simulated routes of Discord's REST API. Of two routes that match a path, the first counts. */
export const routes: readonly Route[] = [
	...gatewayRoutes,
	...applicationRoutes,
	...oauthRoutes,
	...interactionRoutes,
	...channelRoutes,
	...guildRoutes,
	...userRoutes
];

export interface RouteMatch {
	route: Route;
	params: Readonly<Record<string, string>>;
}

/** @throws DiscordError 404 or 405, as Discord words them. */
export function matchRoute(method: string, path: string): RouteMatch {
	const matches = routes.flatMap((route) => {
		const params = matchPath(route.path, path);
		return params === null ? [] : { route, params };
	});
	if (matches.length === 0) throw refusals.notFound();

	const match = matches.find(({ route }) => route.method === method);
	if (match === undefined) throw refusals.methodNotAllowed();
	return match;
}
