import { isKickEventType, type KickEventType } from '../../lib/kick/events/index.js';
import type { IconName } from '../design/Icon.js';

const Icons: Readonly<Record<KickEventType, IconName>> = {
	'chat.message.sent': 'message-square',
	'channel.followed': 'heart',
	'channel.subscription.new': 'star',
	'channel.subscription.renewal': 'star',
	'channel.subscription.gifts': 'gift',
	'channel.reward.redemption.updated': 'gift',
	'livestream.status.updated': 'activity',
	'livestream.metadata.updated': 'info',
	'moderation.banned': 'shield',
	'kicks.gifted': 'gift',
	'chat.message.deleted': 'x',
	'moderation.unbanned': 'shield',
	'chat.cleared': 'x',
	'chat.mode.updated': 'settings',
	'chat.message.pinned': 'message-square',
	'chat.message.unpinned': 'message-square'
};

/** Returns the icon of an event type, also of one that is newer than this bot. */
export function eventIcon(type: string): IconName {
	return isKickEventType(type) ? Icons[type] : 'info';
}
