import { randomUUID } from 'node:crypto';
import type { Account } from '../../world/Account.js';
import type { RealtimeEvent } from './RealtimeEvent.js';
import { inChat, personOf, timeText } from './shapes.js';

/** Kick mostly leaves out the id of a moderator. */
const moderatorOf = (streamer: Account) => ({ ...personOf(streamer), id: 0 });

export function userBanned(streamer: Account, user: Account, minutes?: number): RealtimeEvent {
	return inChat(streamer, 'UserBannedEvent', {
		id: randomUUID(),
		user: personOf(user),
		banned_by: moderatorOf(streamer),
		permanent: minutes === undefined,
		...(minutes !== undefined && { duration: minutes, expires_at: timeText(new Date(Date.now() + minutes * 60_000)) })
	});
}

export function userUnbanned(streamer: Account, user: Account, permanent: boolean): RealtimeEvent {
	const data = { id: randomUUID(), user: personOf(user), unbanned_by: moderatorOf(streamer), permanent };
	return inChat(streamer, 'UserUnbannedEvent', data);
}

export function chatCleared(streamer: Account): RealtimeEvent {
	return inChat(streamer, 'ChatroomClearEvent', { id: randomUUID() });
}

export function chatModeChanged(streamer: Account): RealtimeEvent {
	const { chatroomId, chatMode } = streamer.channel;
	const { slowMode, followersMode, subscribersMode, emotesMode } = chatMode;
	return inChat(streamer, 'ChatroomUpdatedEvent', {
		id: chatroomId,
		slow_mode: { enabled: slowMode > 0, message_interval: slowMode },
		followers_mode: { enabled: followersMode !== null, min_duration: followersMode ?? 0 },
		subscribers_mode: { enabled: subscribersMode },
		emotes_mode: { enabled: emotesMode }
	});
}
