import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { setCookie } from '../lib/http/cookies.js';
import { sendPage } from '../lib/http/page.js';
import { KickRoute } from './KickRoute.js';

/** Binds a link to the browser that opened it. */
export const LinkCookie = 'kick_link';
const CookieSeconds = 600;

/** Where the link button leads: binds the browser and sends it on to Kick. */
export class KickLinkRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.link, methods: ['GET'] });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const begun = await this.container.kick.beginLink(String(request.query.state ?? ''));
		begun.match({
			err: (outcome) => sendPage(response, outcome),
			ok: ({ authorizeUrl, browser, isSecure }) => {
				response.setHeader('Set-Cookie', setCookie(LinkCookie, browser, { isSecure, maxAgeSeconds: CookieSeconds }));
				response.writeHead(302, { Location: authorizeUrl.href, 'Content-Length': 0 }).end();
			}
		});
	}
}
