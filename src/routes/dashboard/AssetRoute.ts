import type { Route } from '@sapphire/plugin-api';
import { findAsset } from '../../dashboard/assets.js';
import { Messages } from '../../dashboard/messages.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { KickRoute } from '../KickRoute.js';
import { dashboardHome } from './dashboardHome.js';
import { bareMessage } from './replies.js';

/** Style and script of the pages. They need no login, and browsers may cache them indefinitely. */
export class AssetRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: `${RoutePaths.dashboard}/assets/[name]`, methods: ['GET'] });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const asset = findAsset(request.params.name ?? '');
		if (!asset) return bareMessage(Messages.notFound(), dashboardHome())(response);
		response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
		response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': Buffer.byteLength(asset.text) });
		response.end(asset.text);
	}
}
