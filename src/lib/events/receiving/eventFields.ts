import type { KickChatMessage } from '../../kick/events/index.js';
import type { ChatterTouch } from '../../storage/chatters/ChatterRepository.js';
import type { NewEvent } from '../../storage/events/types.js';

/** Maximum time that Kick's clock may be ahead of this machine's. A later time is treated as invalid. */
export const ClockSkewMs = 24 * 60 * 60_000;

/** Returns the age of an event by the clock of this machine. */
export function localAge(sentAt: Date, receivedAt: Date): number {
	return receivedAt.getTime() - sentAt.getTime();
}

/** Returns `stale` for an event that is too old to be announced. */
export function freshness(ageMs: number, staleAfterMs: number): Pick<NewEvent, 'state' | 'error'> {
	if (ageMs <= staleAfterMs) return { state: 'received', error: null };
	return { state: 'stale', error: `Kick sent it ${Math.round(ageMs / 1_000)} s before it arrived.` };
}

/**
 * Returns the sender of a message for the list of chatters; `null` for a bot.
 *
 * The badge decides, because other processes do not know the bot of the app by its id. They may also receive its
 * message before they are notified of it.
 */
export function chatterOf({ sender }: KickChatMessage): ChatterTouch | null {
	if (sender.badges.some(({ type }) => type === 'bot')) return null;
	return { userId: sender.id, username: sender.username, color: sender.color };
}
