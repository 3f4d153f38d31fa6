import type { StreamSighting } from './types.js';

/** Live period in milliseconds. `endedAt` is `null` while the stream is live. */
export interface LivePeriod {
	startedAt: number;
	endedAt: number | null;
	seenAt: number;
	/** Title of the newest sighting that has one. */
	title: string | null;
}

const MinuteMs = 60_000;
/** Tolerated difference between the start in Kick's event and the one in Kick's list. */
const SameStartMs = 2 * MinuteMs;
/** Time by which Kick's list may lag. It may still show an ended stream, or not yet show a new one. */
const ListLagMs = 3 * MinuteMs;
/**
 * Maximum gap between two polls, which run every minute. After a longer gap, a stream that is gone counts as ended when
 * it was last seen.
 */
const MaxPollGapMs = 150_000;

/**
 * Adds a sighting to the live periods of a channel. The order of sightings does not change the result, unless they
 * contradict each other.
 *
 * @param periods Oldest first; none overlaps another.
 */
export function applySighting(periods: readonly LivePeriod[], sighting: StreamSighting): LivePeriod[] {
	const at = sighting.at.getTime();
	const changed = periods.map((period) => ({ ...period }));
	if (sighting.kind === 'offline') {
		const last = changed.at(-1);
		if (last) seeOffline(last, at);
	} else {
		// The clocks of Kick and of this machine may differ.
		const startedAt = sighting.startedAt && Math.min(sighting.startedAt.getTime(), at);
		const title = sighting.title ?? null;
		if (sighting.kind === 'live') seeLive(changed, startedAt, at, title);
		else seeEnd(changed, startedAt, at, title);
	}
	return withoutOverlaps(changed);
}

function seeLive(periods: LivePeriod[], startedAt: number | null, at: number, title: string | null): void {
	const last = periods.at(-1);
	const known = startedAt === null ? ongoingStream(last, at) : sameStream(periods, startedAt, at);
	if (!known) {
		periods.push({ startedAt: startedAt ?? at, endedAt: null, seenAt: at, title });
		return;
	}
	if (at >= known.seenAt || known.title === null) known.title = title ?? known.title;
	known.startedAt = Math.min(known.startedAt, startedAt ?? known.startedAt);
	known.seenAt = Math.max(known.seenAt, at);
	// That end was only a missed poll, because the stream was seen live afterwards.
	if (known.endedAt !== null && known.seenAt > known.endedAt + ListLagMs) known.endedAt = null;
}

function seeEnd(periods: LivePeriod[], startedAt: number | null, at: number, title: string | null): void {
	if (startedAt !== null && startedAt >= at) return;
	const known =
		startedAt === null
			? periods.findLast((period) => period.startedAt < at)
			: periods.find((period) => isSameStart(period, startedAt) && period.startedAt < at);
	if (!known) {
		if (startedAt !== null) periods.push({ startedAt, endedAt: at, seenAt: startedAt, title });
		return;
	}
	known.title ??= title;
	known.startedAt = Math.min(known.startedAt, startedAt ?? known.startedAt);
	// If the stream was seen live well after that time, the report of its end is outdated.
	if (known.seenAt <= at + ListLagMs) known.endedAt = at;
}

function seeOffline(last: LivePeriod, at: number): void {
	if (last.endedAt !== null || at <= last.seenAt || at - last.startedAt <= ListLagMs) return;
	last.endedAt = at - last.seenAt <= MaxPollGapMs ? at : last.seenAt;
}

/** Returns the stream that a sighting without a start belongs to. */
function ongoingStream(last: LivePeriod | undefined, at: number): LivePeriod | undefined {
	const isOn = last && (last.endedAt === null || at <= last.endedAt + ListLagMs);
	return isOn ? last : undefined;
}

function sameStream(periods: readonly LivePeriod[], startedAt: number, at: number): LivePeriod | undefined {
	return periods.find((period) => {
		const { endedAt, seenAt } = period;
		// Only an end that was seen counts. One at the last sighting only means that the real end was later.
		const isOver = endedAt !== null && endedAt > seenAt;
		const isNext = isOver && startedAt >= endedAt && at > endedAt;
		return isSameStart(period, startedAt) && !isNext;
	});
}

function isSameStart(period: LivePeriod, startedAt: number): boolean {
	return Math.abs(period.startedAt - startedAt) <= SameStartMs;
}

/** Ends each stream when the next one starts. A stream without a known end was live until it was last seen. */
function withoutOverlaps(periods: LivePeriod[]): LivePeriod[] {
	const sorted = periods.toSorted((one, other) => one.startedAt - other.startedAt);
	return sorted.map((period, index) => {
		const next = sorted[index + 1];
		return next ? { ...period, endedAt: Math.min(period.endedAt ?? period.seenAt, next.startedAt) } : period;
	});
}
