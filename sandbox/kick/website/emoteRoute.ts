import { notFoundPage } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import { emotePicture } from './emotePicture.js';

/** The picture of an emote, at files.kick.com. */
export const emoteRoute: Route = {
	method: 'GET',
	path: '/emotes/:id/fullsize',
	handle: ({ params }) => {
		const { id = '' } = params;
		if (!/^\d+$/.test(id)) return notFoundPage();
		return { status: 200, headers: { 'content-type': 'image/png' }, body: emotePicture(id) };
	}
};
