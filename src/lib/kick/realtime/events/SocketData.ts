import { z } from 'zod';
import type { KickUser } from '../../events/index.js';

/** Parsed data of a socket event. It never names the broadcaster, which the subscriber already knows. */
export interface SocketData<Event> {
	/** Kick's id of the event. `null` without an id. */
	id: string | null;
	createdAt: Date | null;
	/** Returns the event for listeners. */
	in(broadcaster: KickUser): Event;
}

/** Id of at most 128 characters, far more than any id of Kick. */
export const socketId = z.string().min(1).max(128);
