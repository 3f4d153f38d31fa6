import type { KickChatMessage } from '../../kick/events/index.js';
import type { ChatterTouch } from '../../storage/chatters/ChatterRepository.js';
import type { NewEvent } from '../../storage/events/types.js';

/** Kick's clock may be ahead of ours by this much; a later time is no time at all. */
export const ClockSkewMs = 24 * 60 * 60_000;

/** The age of an event by the clock of this machine. */
export function localAge(sentAt: Date, receivedAt: Date): number {
	return receivedAt.getTime() - sentAt.getTime();
}

/** Whether an event is announced: one that comes too late helps nobody any more. */
export function freshness(ageMs: number, staleAfterMs: number): Pick<NewEvent, 'state' | 'error'> {
	if (ageMs <= staleAfterMs) return { state: 'received', error: null };
	return { state: 'stale', error: `Kick sent it ${Math.round(ageMs / 1_000)} s before it arrived.` };
}

/**
 * The sender of a message, as the list of chatters keeps them; `null` for a bot.
 *
 * Other processes don't know the bot of the own app by its id, and may hear it before they are told of its message.
 */
export function chatterOf({ sender }: KickChatMessage): ChatterTouch | null {
	if (sender.badges.some(({ type }) => type === 'bot')) return null;
	return { userId: sender.id, username: sender.username, color: sender.color };
}
