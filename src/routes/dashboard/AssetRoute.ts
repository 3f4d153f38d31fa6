import type { Route } from '@sapphire/plugin-api';
import { findAsset } from '../../dashboard/assets.js';
import { Messages } from '../../dashboard/messages.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { KickRoute } from '../KickRoute.js';
import { dashboardHome } from './dashboardHome.js';
import { bareMessage } from './replies.js';

/** Style, script and font of the pages. They need no login, and browsers may cache them indefinitely. */
export class AssetRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: `${RoutePaths.dashboard}/assets/[name]`, methods: ['GET'] });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const asset = findAsset(request.params.name ?? '');
		if (!asset) return bareMessage(Messages.notFound(), dashboardHome())(response);
		const { bytes, encoding } = asset.content(String(request.headers['accept-encoding'] ?? ''));
		response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
		response.setHeader('Vary', 'Accept-Encoding');
		if (encoding) response.setHeader('Content-Encoding', encoding);
		response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': bytes.length });
		response.end(bytes);
	}
}
