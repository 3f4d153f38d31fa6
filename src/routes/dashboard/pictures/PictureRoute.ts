import type { Result } from '@sapphire/result';
import { Messages } from '../../../dashboard/messages.js';
import type { DashboardPictures } from '../../../lib/dashboard/pictures/DashboardPictures.js';
import type { PictureFailure, RemotePicture } from '../../../lib/dashboard/pictures/RemotePictures.js';
import type { DashboardRequest } from '../DashboardRequest.js';
import { DashboardRoute } from '../DashboardRoute.js';
import type { Answer } from '../replies.js';

/** Base of the routes that serve pictures of other hosts, only to people who are logged in. */
export abstract class PictureRoute extends DashboardRoute {
	protected override async answer(request: DashboardRequest): Promise<Answer> {
		if (!request.session) return request.message(Messages.notFound());
		const picture = await this.find(request.dashboard.pictures, request);
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

	protected abstract find(
		pictures: DashboardPictures,
		request: DashboardRequest
	): Promise<Result<RemotePicture, PictureFailure>>;
}
