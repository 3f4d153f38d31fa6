/**
 * What watch time is asked for: `stream` is the one that is on, or the last one. `day` is today, `week` the last 7 days and
 * `month` the last 30, all of them UTC days with today. `all` is the last 400 days.
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
	/** In milliseconds. An estimate: see {@link Watchtime}. */
	watchedMs: number;
	/** 1 is the one who watched most; those with equal times share a rank. `null` without any watch time. */
	rank: number | null;
	/** How many viewers have watch time in this period. */
	watchers: number;
	/** Whether the viewer wrote so recently as to count as present. */
	isPresent: boolean;
	/** When the viewer last wrote. */
	lastSeenAt: Date;
}

export interface WatchtimeOptions {
	/** @default 'all' */
	period?: WatchPeriod;
}

export interface LeaderboardOptions extends WatchtimeOptions {
	/** From 1. A page behind the last one is the last one. @default 1 */
	page?: number;
	/** From 1 to 100. @default 10 */
	pageSize?: number;
}

export interface LeaderboardEntry extends WatchtimeViewer {
	/** 1 is the one who watched most; those with equal times share a rank. */
	rank: number;
	/** In milliseconds. An estimate: see {@link Watchtime}. */
	watchedMs: number;
}

export interface Leaderboard {
	period: WatchPeriod;
	entries: LeaderboardEntry[];
	/** How many viewers have watch time in this period. */
	total: number;
	/** Which page this is, from 1. */
	page: number;
	/** At least 1. */
	pages: number;
	/** How many viewers wrote so recently as to count as present. */
	present: number;
	/** Whether the stream is on, as far as is known. */
	streamIsLive: boolean;
	/** The stream that is on, or the last one; `null` when none was seen yet. */
	stream: { startedAt: Date; endedAt: Date | null } | null;
}

export function isWatchPeriod(text: string): text is WatchPeriod {
	return (WatchPeriods as readonly string[]).includes(text);
}
