import { badRequest, ok } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { TokenStore } from '../oauth/TokenStore.js';
import type { Account } from '../world/Account.js';
import type { World } from '../world/World.js';
import { forAnyToken } from './authorized.js';
import { numbersOf } from './numbersOf.js';

const UserLimit = 100;

/** @see https://docs.kick.com/apis/livestreams */
export function livestreamsRoutes(world: World, tokens: TokenStore): Route[] {
	const live = () => world.accounts.filter(({ channel }) => channel.liveSince !== null);
	return [
		{
			method: 'GET',
			path: '/public/v1/users/livestreams',
			handle: forAnyToken(tokens, null, ({ query }) => {
				const ids = numbersOf(query, 'user_id');
				if (ids === null || ids.length === 0) return badRequest('user_id is required');
				if (ids.length > UserLimit) return badRequest(`user_id: at most ${UserLimit}`);
				return ok(
					live()
						.filter(({ userId }) => ids.includes(userId))
						.map(livestreamOf)
				);
			})
		},
		{
			method: 'GET',
			path: '/public/v2/livestreams',
			handle: forAnyToken(tokens, null, () => ok(live().map(livestreamOf), { pagination: { next_cursor: '' } }))
		}
	];
}

function livestreamOf({ userId, username, profilePicture, slug, channel }: Account) {
	return {
		id: String(channel.channelId),
		broadcaster_user: { id: userId, username, profile_picture: profilePicture },
		category: channel.category,
		channel: { slug },
		has_mature_content: channel.hasMatureContent,
		language_code: channel.language,
		started_at: channel.liveSince?.toISOString(),
		tags: channel.tags,
		thumbnail: channel.thumbnail,
		title: channel.title,
		viewer_count: channel.viewerCount
	};
}
