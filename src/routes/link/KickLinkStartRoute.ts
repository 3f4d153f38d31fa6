import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { LinkRoute } from './LinkRoute.js';

/** The button of the link's page: binds the link to this browser and leads on to Kick. */
export class KickLinkStartRoute extends LinkRoute {
	public constructor(context: Route.LoaderContext) {
		// plugin-api's own limit would answer with JSON: this one counts on the stream and answers with a page.
		super(context, { route: RoutePaths.link, methods: ['POST'], maximumBodyLength: Number.MAX_SAFE_INTEGER });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const form = await this.readOwnForm(request, response);
		if (!form) return;
		const state = form.get('state') ?? '';
		const proofs = { cookie: this.cookies.read(request, state), press: form.get('press') };
		const begun = await this.container.kick.beginLink(state, proofs);
		begun.match({
			err: (refusal) => this.sendOutcome(response, refusal),
			ok: ({ authorizeUrl, browser, expiresAt }) => {
				const maxAgeSeconds = Math.max(1, Math.ceil((expiresAt.getTime() - Date.now()) / 1_000));
				response.setHeader('Set-Cookie', this.cookies.begin(request, state, { value: browser, maxAgeSeconds }));
				response.writeHead(303, { Location: authorizeUrl.href, 'Content-Length': 0 }).end();
			}
		});
	}
}
