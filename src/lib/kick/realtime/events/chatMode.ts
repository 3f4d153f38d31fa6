import { z } from 'zod';
import type { KickChatMode, KickMessageUnpinned } from '../../events.js';
import { wireFlag, wireNumber } from '../../wire.js';
import type { SocketData } from './SocketData.js';

const amount = wireNumber
	.nullish()
	.catch(null)
	.transform((value) => value ?? 0);
const mode = z.object({ enabled: wireFlag });

/** Its `id` is that of the chatroom: the event has none of its own. */
export const chatMode = z
	.object({
		slow_mode: z.object({ enabled: wireFlag, message_interval: amount }),
		followers_mode: z.object({ enabled: wireFlag, min_duration: amount }),
		subscribers_mode: mode,
		emotes_mode: mode
	})
	.transform(
		({ slow_mode, followers_mode, subscribers_mode, emotes_mode }): SocketData<KickChatMode> => ({
			id: null,
			createdAt: null,
			in: (broadcaster) => ({
				broadcaster,
				slowMode: { enabled: slow_mode.enabled, intervalSeconds: slow_mode.message_interval },
				followersMode: { enabled: followers_mode.enabled, minMinutes: followers_mode.min_duration },
				subscribersMode: subscribers_mode.enabled,
				emotesMode: emotes_mode.enabled
			})
		})
	);

/** Kick says nothing with it: whatever comes is not looked at. */
export const messageUnpinned = z
	.unknown()
	.transform(
		(): SocketData<KickMessageUnpinned> => ({ id: null, createdAt: null, in: (broadcaster) => ({ broadcaster }) })
	);
