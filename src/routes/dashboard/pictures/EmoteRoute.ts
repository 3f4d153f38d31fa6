import type { Route } from '@sapphire/plugin-api';
import type { DashboardPictures } from '../../../lib/dashboard/pictures/DashboardPictures.js';
import type { DashboardRequest } from '../DashboardRequest.js';
import { PictureRoute } from './PictureRoute.js';

/** Picture of an emote. */
export class EmoteRoute extends PictureRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'emotes/[emoteId]', method: 'GET' });
	}

	protected override find(pictures: DashboardPictures, { http }: DashboardRequest) {
		return pictures.emote(http.params.emoteId ?? '');
	}
}
