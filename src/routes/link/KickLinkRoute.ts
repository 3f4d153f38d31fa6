import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { LinkRoute } from './LinkRoute.js';
import { sendInvitation } from './sendLinkPage.js';

/** Page behind the link button. It changes nothing, because link previews open it, too. */
export class KickLinkRoute extends LinkRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.link, methods: ['GET'] });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const state = String(request.query.state ?? '');
		const invited = await this.container.kick.inviteToLink(state, this.cookies.read(request, state));
		invited.match({
			ok: (invitation) => sendInvitation(response, invitation, state),
			err: (refusal) => this.sendOutcome(response, refusal)
		});
	}
}
