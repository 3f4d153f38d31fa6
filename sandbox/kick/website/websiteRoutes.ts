import type { ChatRules } from '../chat/ChatRules.js';
import { edgeBlockedHtml, edgeBlockedJson, json } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { Account } from '../world/Account.js';
import type { World } from '../world/World.js';
import { pictureRoutes } from './pictureRoutes.js';

export interface WebsiteSettings {
	/** Answer of kick.com to programs, some of which its edge blocks. Default: `ok`. */
	mode: 'ok' | 'blocked-html' | 'blocked-json' | 'missing';
}

/** Endpoints of kick.com and its hosts of pictures, which Kick does not support for other programs. */
export function websiteRoutes(settings: WebsiteSettings, world: World, rules: ChatRules): Route[] {
	return [channelRoute(settings, world, rules), ...pictureRoutes(world)];
}

/** The only source of the chatroom id. */
function channelRoute(settings: WebsiteSettings, world: World, rules: ChatRules): Route {
	return {
		method: 'GET',
		path: '/api/v2/channels/:slug',
		handle: ({ params }) => {
			if (settings.mode === 'blocked-html') return edgeBlockedHtml();
			if (settings.mode === 'blocked-json') return edgeBlockedJson();
			const account = settings.mode === 'missing' ? undefined : world.bySlug(params.slug ?? '');
			return account === undefined ? json(404, { message: 'Not found' }) : json(200, channelPage(account, rules));
		}
	};
}

function channelPage({ userId, slug, username, profilePicture, isVerified, channel }: Account, rules: ChatRules) {
	const { followersMode, subscribersMode, emotesMode } = channel.chatMode;
	const slowMode = Math.max(rules.slowMode, channel.chatMode.slowMode);
	return {
		id: channel.channelId,
		user_id: userId,
		slug,
		is_banned: false,
		playback_url: '',
		vod_enabled: true,
		subscription_enabled: true,
		followers_count: channel.followers.size,
		verified: isVerified,
		can_host: true,
		livestream: channel.liveSince && { session_title: channel.title, is_live: true },
		subscriber_badges: [],
		user: { id: userId, username, bio: '', profile_pic: profilePicture || null },
		chatroom: {
			id: channel.chatroomId,
			channel_id: channel.channelId,
			chat_mode: 'public',
			slow_mode: slowMode > 0,
			message_interval: slowMode,
			followers_mode: rules.followersOnly || followersMode !== null,
			following_min_duration: followersMode ?? 0,
			subscribers_mode: subscribersMode,
			emotes_mode: emotesMode
		}
	};
}
