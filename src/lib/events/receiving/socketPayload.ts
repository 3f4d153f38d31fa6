import { err, type Result } from '@sapphire/result';
import { z } from 'zod';
import { decodeSocketEvent, requiredUser, type SocketEvent } from '../../kick/index.js';
import { parseJson } from '../../parseJson.js';

/** Owner of a channel, with the field names of a webhook's body. */
interface SocketBroadcaster {
	user_id: number;
	username: string;
	channel_slug: string | null;
}

/** Stored part of a socket event, which is enough to decode the event again. */
export interface SocketPayload {
	broadcaster: SocketBroadcaster;
	/** Kick's name of the event, for example `App\\Events\\ChatMessageEvent`. */
	event: string;
	/** Data as sent by Kick. */
	data: unknown;
}

const payload = z.object({ broadcaster: requiredUser, event: z.string(), data: z.unknown().optional() });

/** Reads a stored socket event; `null` for one that is ignored. Never throws. */
export function readSocketPayload(stored: string): Result<SocketEvent | null, string> {
	const parsed = payload.safeParse(parseJson(stored));
	if (!parsed.success) return err('The stored event is not readable.');
	const { event, data, broadcaster } = parsed.data;
	return decodeSocketEvent(event, data, broadcaster);
}
