import type { Route } from '@sapphire/plugin-api';
import type { DashboardPictures } from '../../../lib/dashboard/pictures/DashboardPictures.js';
import type { DashboardRequest } from '../DashboardRequest.js';
import { PictureRoute } from './PictureRoute.js';

/** Profile picture of a Discord user. */
export class PersonPictureRoute extends PictureRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'pictures/people/[userId]/[hash]', method: 'GET' });
	}

	protected override find(pictures: DashboardPictures, { http: { params } }: DashboardRequest) {
		return pictures.person(params.userId ?? '', params.hash ?? '');
	}
}
