import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedKick } from '../../../sandbox/kick/index.js';
import type { Channel } from './Channel.js';

const TickMs = 5;

/** Lets viewers write in all chats in turn. Their messages are added to `taken` of each channel. */
export async function talk(
	kick: SimulatedKick,
	channels: readonly Channel[],
	{ messages, perSecond }: { messages: number; perSecond: number }
): Promise<void> {
	const startedAt = performance.now();
	for (let said = 0; said < messages; ) {
		// Sends more after a late timer, so that the rate holds.
		const due = Math.min(messages, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
		for (; said < due; said++) {
			const { streamer, taken } = channels[said % channels.length]!;
			const { messageId } = await kick.viewer(`viewer${said % 1_000}`).says(String(said), { in: streamer.slug });
			taken.push(messageId);
		}
		await pause(TickMs);
	}
}
