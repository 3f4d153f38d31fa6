import type { Route } from '@sapphire/plugin-api';
import type { DashboardPictures } from '../../../lib/dashboard/pictures/DashboardPictures.js';
import type { DashboardRequest } from '../DashboardRequest.js';
import { PictureRoute } from './PictureRoute.js';

/** Picture at an address that Kick named and a page of the bot has signed, such as a stream's thumbnail. */
export class KickPictureRoute extends PictureRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'pictures/kick', method: 'GET' });
	}

	protected override find(pictures: DashboardPictures, { query }: DashboardRequest) {
		return pictures.kick(query.get('url') ?? '', query.get('sig') ?? '');
	}
}
