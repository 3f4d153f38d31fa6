import { z } from 'zod';
import type { KickUser } from '../../events/index.js';

/** What the data of a socket event says. It never names the channel's owner: whoever has subscribed knows that. */
export interface SocketData<Event> {
	/** Kick's id of the event itself, where it has one. */
	id: string | null;
	createdAt: Date | null;
	/** The event as users of the plugin get it. */
	in(broadcaster: KickUser): Event;
}

/** No id of Kick's comes near this length. */
export const socketId = z.string().min(1).max(128);
