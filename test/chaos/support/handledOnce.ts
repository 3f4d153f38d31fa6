import type { Effects } from './Effects.js';
import type { RecorderBot } from './RecorderBot.js';

/**
 * Returns the events that a server's handlers got, without the repeats that are allowed.
 *
 * A repeat is allowed if a process was killed between the end of a handler and its mark: the next process continues
 * with what is not marked. With slow handlers that is one event, the last that the killed process handled for the
 * server. With quick handlers it may be several: the last ones, in their order.
 */
export function handledOnce(
	effects: Effects,
	guildId: string,
	killed: readonly RecorderBot[],
	mostRepeats = 1
): string[] {
	const killedPids = new Set(killed.map(({ pid }) => pid));
	const once: string[] = [];
	let before: number | null = null;
	for (const { eventId, pid } of effects.in(guildId)) {
		const place = once.lastIndexOf(eventId);
		const isFirstAfterKill = before !== null && before !== pid && killedPids.has(before);
		// The events after it are then handled again too, or are missing at the end.
		if (isFirstAfterKill && place >= once.length - mostRepeats && place >= 0) once.length = place;
		once.push(eventId);
		before = pid;
	}
	return once;
}
