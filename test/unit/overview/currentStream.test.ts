import { describe, expect, it } from 'vitest';
import type { KickChannel } from '../../../src/lib/kick/index.js';
import { currentStream } from '../../../src/lib/overview/currentStream.js';
import type { StreamRow } from '../../../src/lib/storage/watchtime/types.js';

/** Minutes after the time zero of each case, where now is minute 60. */
const minute = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
const now = minute(60);

const stored = (startedAt: number, endedAt: number | null, seenAt = endedAt ?? 59): StreamRow => ({
	startedAt: minute(startedAt),
	endedAt: endedAt === null ? null : minute(endedAt),
	seenAt: minute(seenAt),
	title: null
});
const live = (startedAt: number | null, at = 60, isFresh = true) => answerOf(true, startedAt, at, isFresh);
const offline = (at = 60, isFresh = true) => answerOf(false, null, at, isFresh);

function answerOf(isLive: boolean, startedAt: number | null, at: number, isFresh: boolean) {
	const channel = { isLive, startedAt: startedAt === null ? null : minute(startedAt) } as KickChannel;
	return { channel, at: minute(at), isFresh };
}

describe('a stream', () => {
	it.each<[string, ReturnType<typeof live> | null, StreamRow | null, number | null]>([
		['Kick and the events say so', live(10), stored(10, null), 10],
		['only Kick says so, because an event got lost', live(10), null, 10],
		['Kick says so, and the last known one is over for long', live(10), stored(-90, -30), 10],
		['Kick shows the next one just after the last one', live(59), stored(0, 58), 59],
		['an event has just reported it, and Kick lags', offline(59), stored(58, null, 58), 58],
		['Kick does not answer, and it was seen a moment ago', null, stored(10, null), 10],
		['Kick does not answer, but did before', live(10, 30, false), stored(10, null, 30), 10],
		['Kick names no start', live(null), stored(10, null), 10]
	])('is live when %s', (_case, known, latest, startedAt) => {
		const start = startedAt === null ? null : minute(startedAt);
		expect(currentStream(known, latest, now)).toEqual({ isLive: true, startedAt: start, endedAt: null });
	});

	it.each<[string, ReturnType<typeof live> | null, StreamRow | null, [number, number] | null]>([
		['there never was one', offline(), null, null],
		['nothing is known', null, null, null],
		['Kick and the events say so', offline(), stored(0, 30), [0, 30]],
		['an event has just reported the end, and Kick lags', live(0, 59), stored(0, 58), [0, 58]],
		['Kick names no start, and it has just ended', live(null, 59), stored(0, 58), [0, 58]],
		['its end got lost, and Kick knows it', offline(), stored(0, null, 57), [0, 57]],
		['Kick does not answer, and it was not seen for long', null, stored(0, null, 30), [0, 30]],
		['Kick does not answer, and its end is known', live(0, 30, false), stored(0, 40), [0, 40]]
	])('is over when %s', (_case, known, latest, times) => {
		const [startedAt = null, endedAt = null] = times?.map(minute) ?? [];
		expect(currentStream(known, latest, now)).toEqual({ isLive: false, startedAt, endedAt });
	});
});
