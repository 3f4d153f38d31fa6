import { escapeControls } from '../../lib/escapeControls.js';
import { isKickEventType, type KickEventType } from '../../lib/kick/events/index.js';
import type { EventRow } from '../../lib/storage/events/types.js';

/** Names of Kick's event types for people. */
export const EventNames: Readonly<Record<KickEventType, string>> = {
	'chat.message.sent': 'Chat message',
	'channel.followed': 'New follower',
	'channel.subscription.new': 'New subscription',
	'channel.subscription.renewal': 'Subscription renewed',
	'channel.subscription.gifts': 'Subscriptions gifted',
	'channel.reward.redemption.updated': 'Reward redeemed',
	'livestream.status.updated': 'Stream began or ended',
	'livestream.metadata.updated': 'Stream details changed',
	'moderation.banned': 'Viewer banned',
	'kicks.gifted': 'KICKs gifted',
	'chat.message.deleted': 'Message deleted',
	'moderation.unbanned': 'Viewer unbanned',
	'chat.cleared': 'Chat cleared',
	'chat.mode.updated': 'Chat rules changed',
	'chat.message.pinned': 'Message pinned',
	'chat.message.unpinned': 'Message unpinned'
};

export const SourceNames: Readonly<Record<EventRow['source'], string>> = {
	webhook: 'Webhook',
	websocket: 'Live socket',
	test: 'Test',
	bot: 'This bot'
};

/** Returns the name of a type, or the type itself if it is newer than this bot. */
export function eventName(type: string): string {
	return isKickEventType(type) ? EventNames[type] : escapeControls(type);
}
