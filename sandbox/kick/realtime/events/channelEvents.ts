import { randomUUID } from 'node:crypto';
import type { Account } from '../../world/Account.js';
import type { RealtimeEvent } from './RealtimeEvent.js';
import { inChat, ofStream, personOf, timeText } from './shapes.js';

/** Events of the live socket that webhooks report as well. A client that reads both announces only one. */

export function subscribed(streamer: Account, subscriber: Account, months: number): RealtimeEvent {
	const data = { chatroom_id: streamer.channel.chatroomId, username: subscriber.username, months };
	return inChat(streamer, 'SubscriptionEvent', data);
}

export function gifted(streamer: Account, gifter: Account | null, giftees: readonly Account[]): RealtimeEvent {
	return inChat(streamer, 'GiftedSubscriptionsEvent', {
		chatroom_id: streamer.channel.chatroomId,
		gifted_usernames: giftees.map(({ username }) => username),
		gifter_username: gifter?.username ?? 'Anonymous',
		gifter_total: giftees.length
	});
}

export function redeemed(streamer: Account, redeemer: Account, title: string, input: string): RealtimeEvent {
	return inChat(streamer, 'RewardRedeemedEvent', {
		reward_title: title,
		user_id: redeemer.userId,
		channel_id: streamer.channel.channelId,
		username: redeemer.username,
		user_input: input,
		reward_background_color: '#00CCB3'
	});
}

export function kicksGifted(streamer: Account, sender: Account, amount: number, message: string): RealtimeEvent {
	return inChat(streamer, 'KicksGifted', {
		message,
		sender: { ...personOf(sender), username_color: sender.color },
		gift: {
			gift_id: 'full_send',
			name: 'Full Send',
			amount,
			type: 'BASIC',
			tier: 'BASIC',
			character_limit: 100,
			pinned_time: 0
		}
	});
}

export function hosted(streamer: Account, host: Account, viewers: number, message: string): RealtimeEvent {
	return inChat(streamer, 'StreamHostEvent', {
		chatroom_id: streamer.channel.chatroomId,
		optional_message: message,
		number_viewers: viewers,
		host_username: host.username
	});
}

export function followersUpdated(streamer: Account, follower: Account): RealtimeEvent {
	return ofStream(streamer, 'FollowersUpdated', {
		followersCount: streamer.channel.followers.size,
		channel_id: streamer.channel.channelId,
		username: follower.username,
		created_at: timeText(new Date()),
		followed: true
	});
}

export function streamStarted(streamer: Account, startedAt: Date): RealtimeEvent {
	const { channelId, title } = streamer.channel;
	return ofStream(streamer, 'StreamerIsLive', {
		livestream: { id: randomUUID(), channel_id: channelId, session_title: title, created_at: timeText(startedAt) }
	});
}

export function streamStopped(streamer: Account): RealtimeEvent {
	const { channelId } = streamer.channel;
	return ofStream(streamer, 'StopStreamBroadcast', {
		livestream: { id: randomUUID(), channel: { id: channelId, is_banned: false } }
	});
}
