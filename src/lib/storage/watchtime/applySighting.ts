import type { StreamSighting } from './types.js';

/** A live period in milliseconds. `endedAt` is `null` while it goes on. */
export interface LivePeriod {
	startedAt: number;
	endedAt: number | null;
	seenAt: number;
}

const MinuteMs = 60_000;
/** Kick's event and Kick's list may tell the start of one stream a little differently. */
const SameStartMs = 2 * MinuteMs;
/** Kick's list may show a stream that has just ended, or not yet show one that has just begun. */
const ListLagMs = 3 * MinuteMs;
/** With looks every minute: who has missed more than this was away. */
const AwayMs = 150_000;

/**
 * The live periods of a channel with one more sighting. Whatever the order of the sightings, the result is the same, as long as
 * they don't contradict each other.
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
		// Of a machine's and Kick's clock one may be behind the other.
		const startedAt = sighting.startedAt && Math.min(sighting.startedAt.getTime(), at);
		if (sighting.kind === 'live') seeLive(changed, startedAt, at);
		else seeEnd(changed, startedAt, at);
	}
	return withoutOverlaps(changed);
}

function seeLive(periods: LivePeriod[], startedAt: number | null, at: number): void {
	const last = periods.at(-1);
	const known = startedAt === null ? goingOn(last, at) : sameStream(periods, startedAt, at);
	if (!known) {
		periods.push({ startedAt: startedAt ?? at, endedAt: null, seenAt: at });
		return;
	}
	known.startedAt = Math.min(known.startedAt, startedAt ?? known.startedAt);
	known.seenAt = Math.max(known.seenAt, at);
	// A look that missed it, and not its end: it was there again afterwards.
	if (known.endedAt !== null && known.seenAt > known.endedAt + ListLagMs) known.endedAt = null;
}

function seeEnd(periods: LivePeriod[], startedAt: number | null, at: number): void {
	if (startedAt !== null && startedAt >= at) return;
	const known =
		startedAt === null
			? periods.findLast((period) => period.startedAt < at)
			: periods.find((period) => isSameStart(period, startedAt) && period.startedAt < at);
	if (!known) {
		if (startedAt !== null) periods.push({ startedAt, endedAt: at, seenAt: startedAt });
		return;
	}
	known.startedAt = Math.min(known.startedAt, startedAt ?? known.startedAt);
	// It was seen live after that: the news are old.
	if (known.seenAt <= at + ListLagMs) known.endedAt = at;
}

function seeOffline(last: LivePeriod, at: number): void {
	if (last.endedAt !== null || at <= last.seenAt || at - last.startedAt <= ListLagMs) return;
	last.endedAt = at - last.seenAt <= AwayMs ? at : last.seenAt;
}

/** Which one a stream is that Kick tells no start of. */
function goingOn(last: LivePeriod | undefined, at: number): LivePeriod | undefined {
	const isOn = last && (last.endedAt === null || at <= last.endedAt + ListLagMs);
	return isOn ? last : undefined;
}

function sameStream(periods: readonly LivePeriod[], startedAt: number, at: number): LivePeriod | undefined {
	return periods.find((period) => {
		const { endedAt, seenAt } = period;
		// An end that somebody saw, and not one that is only known to be after it was last seen.
		const isOver = endedAt !== null && endedAt > seenAt;
		const isNext = isOver && startedAt >= endedAt && at > endedAt;
		return isSameStart(period, startedAt) && !isNext;
	});
}

function isSameStart(period: LivePeriod, startedAt: number): boolean {
	return Math.abs(period.startedAt - startedAt) <= SameStartMs;
}

/** A stream is over when the next one starts. If nobody saw its end, then it was live until it was last seen. */
function withoutOverlaps(periods: LivePeriod[]): LivePeriod[] {
	const sorted = periods.toSorted((one, other) => one.startedAt - other.startedAt);
	return sorted.map((period, index) => {
		const next = sorted[index + 1];
		return next ? { ...period, endedAt: Math.min(period.endedAt ?? period.seenAt, next.startedAt) } : period;
	});
}
