import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../../dashboard/messages.js';
import type { DashboardRequest } from '../DashboardRequest.js';
import { DashboardRoute } from '../DashboardRoute.js';
import type { Answer } from '../replies.js';

/** Picture of an emote from the bot's own address, because the pages load nothing from other hosts. Needs a login. */
export class EmoteRoute extends DashboardRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'emotes/[emoteId]', method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		if (!request.session) return request.message(Messages.notFound());
		const picture = await request.dashboard.emotes.of(request.http.params.emoteId ?? '');
		return picture.match({
			ok:
				({ type, bytes }): Answer =>
				(response) => {
					response.setHeader('Cache-Control', 'private, max-age=86400');
					response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length });
					response.end(bytes);
				},
			err:
				(failure): Answer =>
				(response) => {
					response.writeHead(failure === 'unknown' ? 404 : 502, { 'Content-Length': 0 }).end();
				}
		});
	}
}
