import { badRequest, ok } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { Access, TokenStore } from '../oauth/TokenStore.js';
import type { Account } from '../world/Account.js';
import type { World } from '../world/World.js';
import { forAnyToken } from './authorized.js';
import { numbersOf } from './numbersOf.js';

const FilterLimit = 50;
const SlugLimit = 25;
/** Start time that Kick gives for a channel that is offline. */
const NoStartTime = '0001-01-01T00:00:00Z';

/** @see https://docs.kick.com/apis/channels */
export function channelsRoute(world: World, tokens: TokenStore): Route {
	return {
		method: 'GET',
		path: '/public/v1/channels',
		handle: forAnyToken(tokens, 'channel:read', ({ query }, access) => {
			const ids = numbersOf(query, 'broadcaster_user_id');
			const slugs = query.getAll('slug');
			if (ids === null) return badRequest('broadcaster_user_id must be a number');
			if (ids.length > 0 && slugs.length > 0) return badRequest('broadcaster_user_id and slug cannot be used together');
			if (ids.length > FilterLimit || slugs.length > FilterLimit) return badRequest(`at most ${FilterLimit} channels`);
			if (slugs.some((slug) => slug.length > SlugLimit)) return badRequest(`slug: at most ${SlugLimit} characters`);
			if (ids.length + slugs.length > 0) {
				const found = [...ids.map((id) => world.byUserId(id)), ...slugs.map((slug) => world.bySlug(slug))];
				// An unknown channel is an empty list, not an error (KickDevDocs#231).
				return ok(found.filter((account) => account !== undefined).map((account) => channelOf(account, access)));
			}
			if (access.kind === 'app') return badRequest('broadcaster_user_id is required for app tokens');
			return ok([channelOf(access.account, access)]);
		})
	};
}

/** Contains neither the channel id nor the chatroom id (KickDevDocs#396). */
function channelOf(account: Account, access: Access) {
	const { channel, slug, userId } = account;
	const showsKey = access.kind === 'user' && access.account === account && access.scopes.includes('streamkey:read');
	return {
		broadcaster_user_id: userId,
		slug,
		stream_title: channel.title,
		channel_description: channel.description,
		banner_picture: '',
		category: channel.category,
		stream: {
			custom_tags: channel.tags,
			is_live: channel.liveSince !== null,
			is_mature: channel.hasMatureContent,
			key: showsKey ? `sk_sandbox_${userId}` : '',
			url: showsKey ? 'rtmps://ingest.kick.invalid/app' : '',
			language: channel.language,
			start_time: channel.liveSince?.toISOString() ?? NoStartTime,
			thumbnail: channel.liveSince === null ? '' : channel.thumbnail,
			viewer_count: channel.viewerCount
		},
		active_subscribers_count: 0,
		active_gifted_subscribers_count: 0,
		canceled_subscribers_count: 0
	};
}
