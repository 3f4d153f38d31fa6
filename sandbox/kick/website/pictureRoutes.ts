import { identicon } from '../../pictures/identicon.js';
import { type Answer, notFoundPage } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { World } from '../world/World.js';
import { emotePicture } from './emotePicture.js';
import { thumbnail } from './thumbnail.js';

/** Pictures of files.kick.com and images.kick.com: emotes, and what accounts and live streams have now. */
export function pictureRoutes(world: World): Route[] {
	return [emoteRoute, profilePictureRoute(world), thumbnailRoute(world)];
}

const emoteRoute: Route = {
	method: 'GET',
	path: '/emotes/:id/fullsize',
	handle: ({ params }) => {
		const { id = '' } = params;
		return /^\d+$/.test(id) ? pngAnswer(emotePicture(id)) : notFoundPage();
	}
};

function profilePictureRoute(world: World): Route {
	return {
		method: 'GET',
		path: '/images/user/:userId/profile_image/:file',
		handle: ({ params, path }) => {
			const account = world.byUserId(Number(params.userId));
			if (!account?.profilePicture?.endsWith(path)) return notFoundPage();
			return pngAnswer(identicon(`kick ${account.userId}`));
		}
	};
}

function thumbnailRoute(world: World): Route {
	return {
		method: 'GET',
		path: '/video_thumbnails/:slug/:file',
		handle: ({ params, path }) => {
			const channel = world.bySlug(params.slug ?? '')?.channel;
			if (!channel?.liveSince || !channel.thumbnail.endsWith(path)) return notFoundPage();
			return pngAnswer(thumbnail(params.slug ?? '', channel.title));
		}
	};
}

/** Browsers and Kick's clients read the type, not the `.webp` of the address. */
function pngAnswer(body: Buffer): Answer {
	return { status: 200, headers: { 'content-type': 'image/png' }, body };
}
