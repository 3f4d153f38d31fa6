import type { Effects } from './Effects.js';
import type { RecorderBot } from './RecorderBot.js';

/**
 * The events that a server's handlers were given, without the repeats that are right.
 *
 * A repeat is right where a process was killed between the end of a handler and its mark: the next process begins with what is not
 * marked. Of handlers that take time that is one event, the last that the killed process handled for the server. Of quick ones it may
 * be several, and those are the last ones, in their order.
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
		// What follows is then handled again, too, or is missing at the end.
		if (isFirstAfterKill && place >= once.length - mostRepeats && place >= 0) once.length = place;
		once.push(eventId);
		before = pid;
	}
	return once;
}
