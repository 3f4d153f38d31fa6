import { err, type Result } from '@sapphire/result';
import { z } from 'zod';
import { decodeSocketEvent, requiredUser, type SocketEvent } from '../../kick/index.js';
import { parseJson } from '../../parseJson.js';

/** The owner of a channel, in the words of a webhook's body. */
interface SocketBroadcaster {
	user_id: number;
	username: string;
	channel_slug: string | null;
}

/** What is stored of a socket event: all that it takes to make the event again. */
export interface SocketPayload {
	broadcaster: SocketBroadcaster;
	/** As Kick names it, for example `App\\Events\\ChatMessageEvent`. */
	event: string;
	/** As Kick sent it. */
	data: unknown;
}

const payload = z.object({ broadcaster: requiredUser, event: z.string(), data: z.unknown().optional() });

/** Never throws. `null`: an event that is left alone. */
export function readSocketPayload(stored: string): Result<SocketEvent | null, string> {
	const parsed = payload.safeParse(parseJson(stored));
	if (!parsed.success) return err('The stored event is not readable.');
	const { event, data, broadcaster } = parsed.data;
	return decodeSocketEvent(event, data, broadcaster);
}
