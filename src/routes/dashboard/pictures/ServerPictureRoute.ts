import type { Route } from '@sapphire/plugin-api';
import type { DashboardPictures } from '../../../lib/dashboard/pictures/DashboardPictures.js';
import type { DashboardRequest } from '../DashboardRequest.js';
import { PictureRoute } from './PictureRoute.js';

/** Picture of a Discord server. */
export class ServerPictureRoute extends PictureRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'pictures/servers/[serverId]/[hash]', method: 'GET' });
	}

	protected override find(pictures: DashboardPictures, { http: { params } }: DashboardRequest) {
		return pictures.server(params.serverId ?? '', params.hash ?? '');
	}
}
