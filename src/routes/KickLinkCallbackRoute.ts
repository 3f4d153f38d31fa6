import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { cookieName, readCookie, setCookie } from '../lib/http/cookies.js';
import { sendPage } from '../lib/http/page.js';
import { LinkCookie } from './KickLinkRoute.js';
import { KickRoute } from './KickRoute.js';

/** Where Kick sends the browser back to: ends the link and says what happened. */
export class KickLinkCallbackRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.callback, methods: ['GET'] });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const isSecure = this.container.kick.config.app?.urls.isSecure ?? true;
		const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
		const outcome = await this.container.kick.finishLink(query, readCookie(request, cookieName(LinkCookie, isSecure)));
		if (!outcome.ok) return sendPage(response, outcome);
		response.setHeader('Set-Cookie', setCookie(LinkCookie, '', { isSecure, maxAgeSeconds: 0 }));
		sendPage(response, { ...outcome, lines: [...outcome.lines, 'You can close this page.'] });
	}
}
