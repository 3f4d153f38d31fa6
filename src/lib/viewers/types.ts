/**
 * Period of watch time. `stream` is the current stream, or the last one. `day` is today, `week` the last 7 days and
 * `month` the last 30 days. These are UTC days and include today. `all` is the last 400 days.
 */
export type WatchPeriod = 'stream' | 'day' | 'week' | 'month' | 'all';

export const WatchPeriods: readonly WatchPeriod[] = ['stream', 'day', 'week', 'month', 'all'];

export interface WatchtimeViewer {
	/** Kick's user id. */
	userId: number;
	username: string;
	/** Name colour as `#RRGGBB`. */
	color: string | null;
}

export interface ViewerWatchtime {
	viewer: WatchtimeViewer;
	period: WatchPeriod;
	/** Estimated watch time in milliseconds, see {@link Watchtime}. */
	watchedMs: number;
	/** Rank by watch time, 1 for the longest. Equal times share a rank. `null` without watch time. */
	rank: number | null;
	/** Number of viewers with watch time in this period. */
	watchers: number;
	/** Whether the viewer wrote recently enough to count as present. */
	isPresent: boolean;
	/** Time of the viewer's last message. */
	lastSeenAt: Date;
}

export interface WatchtimeOptions {
	/** @default 'all' */
	period?: WatchPeriod;
}

export interface LeaderboardOptions extends WatchtimeOptions {
	/** Page number, from 1. A number above the last page returns the last page. @default 1 */
	page?: number;
	/** Entries per page, from 1 to 100. @default 10 */
	pageSize?: number;
}

export interface LeaderboardEntry extends WatchtimeViewer {
	/** Rank by watch time, 1 for the longest. Equal times share a rank. */
	rank: number;
	/** Estimated watch time in milliseconds, see {@link Watchtime}. */
	watchedMs: number;
}

export interface Leaderboard {
	period: WatchPeriod;
	entries: LeaderboardEntry[];
	/** Number of viewers with watch time in this period. */
	total: number;
	/** Number of this page, from 1. */
	page: number;
	/** Number of pages, at least 1. */
	pages: number;
	/** Number of viewers who wrote recently enough to count as present. */
	present: number;
	/** Whether the stream is live, as far as the bot knows. */
	streamIsLive: boolean;
	/** Current stream, or the last one. `null` when the bot has seen none yet. */
	stream: { startedAt: Date; endedAt: Date | null } | null;
}

export function isWatchPeriod(text: string): text is WatchPeriod {
	return (WatchPeriods as readonly string[]).includes(text);
}
