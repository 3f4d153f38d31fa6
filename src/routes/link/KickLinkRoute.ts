import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { sendPage } from '../../lib/http/page.js';
import { LinkRoute } from './LinkRoute.js';
import { invitationPage } from './linkPages.js';

/** Where the link button leads: shows what the link is for. Programs that look at links take nothing by it. */
export class KickLinkRoute extends LinkRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.link, methods: ['GET'] });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const state = String(request.query.state ?? '');
		const invited = await this.container.kick.inviteToLink(state, this.cookies.read(request, state));
		invited.match({
			ok: (invitation) => sendPage(response, invitationPage(invitation, state)),
			err: (refusal) => this.sendOutcome(response, refusal)
		});
	}
}
