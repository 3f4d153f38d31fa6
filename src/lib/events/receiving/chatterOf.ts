import type { KickChatMessage } from '../../kick/events/index.js';
import type { ChatterTouch } from '../../storage/chatters/types.js';

/**
 * The sender of a message, as the list of chatters keeps them; `null` for a bot.
 *
 * Other processes don't know the bot of the own app by its id, and may hear it before they are told of its message.
 */
export function chatterOf({ sender }: KickChatMessage): ChatterTouch | null {
	if (sender.badges.some(({ type }) => type === 'bot')) return null;
	return { userId: sender.id, username: sender.username, color: sender.color };
}
