import type { KickChatMessage } from '../kick/events.js';
import type { ChatterTouch } from '../storage/types.js';

/** The sender of a message, as the list of chatters keeps them. */
export function chatterOf({ sender }: KickChatMessage): ChatterTouch {
	return { userId: sender.id, username: sender.username, color: sender.color };
}
