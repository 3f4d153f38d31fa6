import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { LinkRoute } from './LinkRoute.js';

/** Button of the link's page: binds the link to this browser and redirects to Kick. */
export class KickLinkStartRoute extends LinkRoute {
	public constructor(context: Route.LoaderContext) {
		// plugin-api's limit answers with JSON. `readOwnForm` has a limit of its own and answers with a page.
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
