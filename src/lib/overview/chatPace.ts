import type { MinuteOfFigures } from '../figures/MinuteFigures.js';
import { perMinute } from '../figures/perMinute.js';
import type { ChatPace } from './types.js';

const MinuteMs = 60_000;
const MaxPoints = 240;
/** Lengths that people read easily. The longest one is for 48 hours. */
const SlotMinutes = [1, 2, 5, 10, 15, 30, 60];
const NowMinutes = 5;

/** Counts the messages of equal parts of the time from `from` to now. */
export function chatPace(
	minutes: readonly Pick<MinuteOfFigures, 'at' | 'messages'>[],
	from: Date,
	now: Date
): Omit<ChatPace, 'previousPerMinute'> {
	const slotMs = slotOf(now.getTime() - from.getTime());
	// Parts begin at fixed times, so that a chart does not change its past with each request.
	const first = Math.floor(from.getTime() / slotMs);
	const points = Array.from({ length: Math.floor(now.getTime() / slotMs) - first + 1 }, (_, index) => ({
		at: new Date((first + index) * slotMs),
		messages: 0
	}));
	for (const { at, messages } of minutes) {
		const point = points[Math.floor(at.getTime() / slotMs) - first];
		if (point) point.messages += messages;
	}
	const countSince = (time: number) =>
		minutes.reduce((count, { at, messages }) => count + (at.getTime() >= time ? messages : 0), 0);
	const begin = floorToMinute(from.getTime());
	const recently = Math.max(floorToMinute(now.getTime()) - NowMinutes * MinuteMs, begin);
	return {
		points,
		slotMs,
		perMinute: perMinute(countSince(begin), now.getTime() - begin),
		nowPerMinute: perMinute(countSince(recently), now.getTime() - recently)
	};
}

/** Returns the shortest length of a part with which there are not too many. */
function slotOf(lengthMs: number): number {
	const slots = SlotMinutes.map((minutes) => minutes * MinuteMs);
	return slots.find((slotMs) => lengthMs / slotMs + 1 <= MaxPoints) ?? slots.at(-1)!;
}

function floorToMinute(time: number): number {
	return Math.floor(time / MinuteMs) * MinuteMs;
}
