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
 * Chat mode event. A mode that is missing is off, but an event without any mode is rejected. The `id` belongs to the
 * chatroom, so the event has no id of its own.
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

/** Unpin event. Its data is ignored, because it contains nothing useful. */
export const messageUnpinned = z
	.unknown()
	.transform(
		(): SocketData<KickMessageUnpinned> => ({ id: null, createdAt: null, in: (broadcaster) => ({ broadcaster }) })
	);
