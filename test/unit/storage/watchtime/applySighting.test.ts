import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySighting } from '../../../../src/lib/storage/watchtime/applySighting.js';
import type { StreamSighting } from '../../../../src/lib/storage/watchtime/types.js';

const MinuteMs = 60_000;
const Noon = Date.UTC(2026, 0, 1, 12);

/** Minutes after noon. */
const minute = (minutes: number) => new Date(Noon + minutes * MinuteMs);
const live = (startedAt: number | null, at: number): StreamSighting => ({
	kind: 'live',
	startedAt: startedAt === null ? null : minute(startedAt),
	at: minute(at)
});
const ended = (startedAt: number | null, at: number): StreamSighting => ({
	kind: 'ended',
	startedAt: startedAt === null ? null : minute(startedAt),
	at: minute(at)
});
const offline = (at: number): StreamSighting => ({ kind: 'offline', at: minute(at) });

/** `[start, end]` of each live period, in minutes after noon. */
function periodsOf(sightings: readonly StreamSighting[]): (number | null)[][] {
	const periods = sightings.reduce(applySighting, []);
	const inMinutes = (time: number | null) => (time === null ? null : (time - Noon) / MinuteMs);
	return periods.map(({ startedAt, endedAt }) => [inMinutes(startedAt), inMinutes(endedAt)]);
}

describe('live periods', () => {
	it.each<[string, StreamSighting[], (number | null)[][]]>([
		['a stream starts', [live(0, 0)], [[0, null]]],
		['a stream starts and ends', [live(0, 0), ended(0, 60)], [[0, 60]]],
		['the end comes first', [ended(0, 60), live(0, 0)], [[0, 60]]],
		['the end comes twice', [live(0, 0), ended(0, 60), ended(0, 60)], [[0, 60]]],
		['the end names no start', [live(0, 0), ended(null, 60)], [[0, 60]]],
		['the end of nothing', [ended(null, 60)], []],
		['an end before its start', [ended(60, 0)], []],
		['the start comes again after the end', [live(0, 0), ended(0, 60), live(0, 0)], [[0, 60]]],
		[
			'an old end comes after the next start',
			[live(0, 0), live(90, 90), ended(0, 60)],
			[
				[0, 60],
				[90, null]
			]
		],
		[
			'the end was not seen before the next start',
			[live(0, 0), live(0, 30), live(90, 90)],
			[
				[0, 30],
				[90, null]
			]
		],
		['the start was not seen', [live(0, 30), ended(0, 60)], [[0, 60]]],
		['the start was not seen, and Kick names none', [live(null, 30), ended(null, 60)], [[30, 60]]],
		['two sources differ in the start by a second', [live(0, 0), live(-1 / 60, 1), ended(0, 60)], [[-1 / 60, 60]]],
		['the list does not have it yet', [live(0, 0), offline(1), live(0, 4)], [[0, null]]],
		['the list still has it', [live(0, 0), ended(0, 60), live(0, 61), offline(62)], [[0, 60]]],
		['the list has it without a start, just after the end', [live(0, 0), ended(0, 60), live(null, 61)], [[0, 60]]],
		['a look finds the end', [live(0, 59), offline(60)], [[0, 60]]],
		['the end comes after a look has found it', [live(0, 59), offline(60), ended(0, 59.5)], [[0, 59.5]]],
		['the bot was away at the end', [live(0, 20), offline(180)], [[0, 20]]],
		['the bot was away, and it goes on', [live(0, 20), live(0, 180)], [[0, null]]],
		['a look misses it once', [live(0, 59), offline(60), live(0, 61), live(0, 64)], [[0, null]]],
		['an old look', [live(0, 59), offline(50)], [[0, null]]],
		['nothing is live', [offline(0)], []],
		['the end is reported long after it was seen live again', [live(0, 0), live(0, 90), ended(0, 60)], [[0, null]]],
		[
			'an old look with another start comes after the next start',
			[live(0, 0), live(15, 20), live(1 / 60, 5)],
			[
				[0, 5],
				[15, null]
			]
		],
		[
			'an old look comes after the next start',
			[live(0, 0), live(90, 90), live(0, 5)],
			[
				[0, 5],
				[90, null]
			]
		],
		[
			'a short one is followed by another at once',
			[live(0, 0), ended(0, 1), live(1.5, 1.5)],
			[
				[0, 1],
				[1.5, null]
			]
		]
	])('are right when %s', (_case, sightings, periods) => {
		expect(periodsOf(sightings)).toEqual(periods);
	});

	it('never overlap, and are in order, for any reports', () => {
		const time = fc.integer({ min: 0, max: 300 });
		const start = fc.option(time, { nil: null });
		const sighting = fc.oneof(
			fc.tuple(start, time).map(([startedAt, at]) => live(startedAt, at)),
			fc.tuple(start, time).map(([startedAt, at]) => ended(startedAt, at)),
			time.map(offline)
		);
		fc.assert(
			fc.property(fc.array(sighting, { maxLength: 30 }), (sightings) => {
				const periods = sightings.reduce(applySighting, []);
				for (const [index, { startedAt, endedAt }] of periods.entries()) {
					const next = periods[index + 1];
					expect(endedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(startedAt);
					if (!next) continue;
					expect(next.startedAt).toBeGreaterThan(startedAt);
					expect(endedAt).toBeLessThanOrEqual(next.startedAt);
				}
			}),
			{ numRuns: 500 }
		);
	});
});
