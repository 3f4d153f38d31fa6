import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { LinkRoute } from './LinkRoute.js';

/** Buttons below a finished link: end the account's link to another Discord server. */
export class KickOtherLinksRoute extends LinkRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { route: RoutePaths.otherLinks, methods: ['POST'], maximumBodyLength: Number.MAX_SAFE_INTEGER });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const form = await this.readOwnForm(request, response);
		if (!form) return;
		const outcome = await this.container.kick.endOtherLink(form.get('ticket') ?? '', form.get('guild') ?? '');
		this.sendOutcome(response, outcome);
	}
}
