import { describe, expect, it } from 'vitest';
import type { KickLivestreamStatus } from '../../../src/lib/kick/events/index.js';
import { sightingOf } from '../../../src/lib/viewers/viewerFacts.js';

const [start, end, told] = [
	new Date('2026-01-01T12:00:00Z'),
	new Date('2026-01-01T14:00:00Z'),
	new Date('2026-01-01T15:00:00Z')
];
const far = new Date('2099-01-01T00:00:00Z');

function status(changes: Partial<KickLivestreamStatus>): KickLivestreamStatus {
	return {
		broadcaster: {} as KickLivestreamStatus['broadcaster'],
		isLive: true,
		title: null,
		startedAt: null,
		endedAt: null,
		...changes
	};
}

describe('what an event tells of a stream', () => {
	it.each([
		['a start', { startedAt: start }, { kind: 'live', startedAt: start, at: start }],
		['a start without its time', {}, { kind: 'live', startedAt: null, at: told }],
		['a start in the future', { startedAt: far }, { kind: 'live', startedAt: told, at: told }],
		['an end', { isLive: false, startedAt: start, endedAt: end }, { kind: 'ended', startedAt: start, at: end }],
		['an end without its times', { isLive: false }, { kind: 'ended', startedAt: null, at: told }],
		[
			'an end in the future',
			{ isLive: false, startedAt: start, endedAt: far },
			{ kind: 'ended', startedAt: start, at: told }
		]
	])('is %s', (_case, changes, sighting) => {
		expect(sightingOf(status(changes), told)).toEqual(sighting);
	});
});
