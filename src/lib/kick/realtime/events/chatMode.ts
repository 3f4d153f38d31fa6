import { z } from 'zod';
import type { KickChatMode, KickMessageUnpinned } from '../../events/index.js';
import { wireFlag, wireNumber } from '../../wire.js';
import type { SocketData } from './SocketData.js';

const amount = wireNumber
	.nullish()
	.catch(null)
	.transform((value) => value ?? 0);
const mode = z.object({ enabled: wireFlag, message_interval: amount, min_duration: amount }).nullish().catch(null);

/**
 * Its `id` is that of the chatroom: the event has none of its own. A mode that Kick does not name is off; an event that
 * names none is refused.
 */
export const chatMode = z
	.object({ slow_mode: mode, followers_mode: mode, subscribers_mode: mode, emotes_mode: mode })
	.refine((modes) => Object.values(modes).some(Boolean), 'no mode is named')
	.transform(
		({ slow_mode, followers_mode, subscribers_mode, emotes_mode }): SocketData<KickChatMode> => ({
			id: null,
			createdAt: null,
			in: (broadcaster) => ({
				broadcaster,
				slowMode: { enabled: slow_mode?.enabled ?? false, intervalSeconds: slow_mode?.message_interval ?? 0 },
				followersMode: {
					enabled: followers_mode?.enabled ?? false,
					minMinutes: followers_mode?.min_duration ?? 0
				},
				subscribersMode: subscribers_mode?.enabled ?? false,
				emotesMode: emotes_mode?.enabled ?? false
			})
		})
	);

/** Kick says nothing with it: whatever comes is not looked at. */
export const messageUnpinned = z
	.unknown()
	.transform(
		(): SocketData<KickMessageUnpinned> => ({ id: null, createdAt: null, in: (broadcaster) => ({ broadcaster }) })
	);
