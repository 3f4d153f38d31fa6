import type { StreamRow, WatchWindow } from '../storage/watchtime/types.js';
import type { WatchPeriod } from './types.js';

const DayMs = 24 * 60 * 60_000;
const Days: Record<Exclude<WatchPeriod, 'stream'>, number> = { day: 1, week: 7, month: 30, all: 400 };

/** How long watch time is kept, in days. */
export const KeptDays = Days.all;

/** `null` for the stream of a channel that never had one. */
export function windowOf(period: WatchPeriod, stream: StreamRow | null, now: Date): WatchWindow | null {
	if (period === 'stream') return stream && { from: stream.startedAt, until: now };
	const today = Math.floor(now.getTime() / DayMs);
	return { from: new Date((today + 1 - Days[period]) * DayMs), until: now };
}
