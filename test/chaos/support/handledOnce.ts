import type { Effects } from './Effects.js';
import type { RecorderBot } from './RecorderBot.js';

/**
 * The events that a server's handlers were given, without the repeats that are right.
 *
 * A repeat is right in one place: a process was killed between the end of a handler and its mark. That event is the last that
 * this process handled for the server, and the first that the next process did.
 */
export function handledOnce(effects: Effects, guildId: string, killed: readonly RecorderBot[]): string[] {
	const killedPids = new Set(killed.map(({ pid }) => pid));
	const handled = effects.in(guildId);
	const isRightRepeat = (index: number) => {
		const [before, now] = [handled[index - 1], handled[index]];
		return before?.eventId === now?.eventId && before?.pid !== now?.pid && killedPids.has(before?.pid ?? 0);
	};
	return handled.filter((_, index) => !isRightRepeat(index)).map(({ eventId }) => eventId);
}
