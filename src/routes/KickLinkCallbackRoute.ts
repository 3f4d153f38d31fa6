import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { cookieName, readCookie, setCookie } from '../lib/http/cookies.js';
import { type Page, sendPage } from '../lib/http/page.js';
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
		const page = { ...outcome, link: this.#dashboardLink(outcome.guildId) };
		if (!outcome.ok) return sendPage(response, page);
		response.setHeader('Set-Cookie', setCookie(LinkCookie, '', { isSecure, maxAgeSeconds: 0 }));
		sendPage(response, { ...page, lines: [...outcome.lines, 'You can close this page.'] });
	}

	/** For those who came from there; others may like to see it, too. */
	#dashboardLink(guildId: string | undefined): Page['link'] {
		const home = this.container.kick.dashboard?.urls.dashboard;
		if (!home) return undefined;
		return { href: guildId === undefined ? home : `${home}/${guildId}`, label: 'To the dashboard' };
	}
}
