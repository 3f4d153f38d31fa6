import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { LinkRoute } from './LinkRoute.js';

/** Callback of Kick's OAuth: finishes the link and shows the result. */
export class KickLinkCallbackRoute extends LinkRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.callback, methods: ['GET'] });
	}

	protected override head(_request: Route.Request, response: Route.Response): Promise<void> {
		return this.headWithoutEffect(response);
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
		const state = query.get('state') ?? '';
		const browser = this.cookies.read(request, state);
		const outcome = await this.container.kick.finishLink(query, browser);
		const isOver = outcome.retryAfterSeconds === undefined;
		if (browser !== null && isOver) response.setHeader('Set-Cookie', this.cookies.end(state));
		this.sendOutcome(response, outcome);
	}
}
