import { describe, expect, it } from 'vitest';
import type { KickLivestreamStatus } from '../../../src/lib/kick/events/index.js';
import { sightingOf } from '../../../src/lib/viewers/viewerFacts.js';

const [start, end, receivedAt] = [
	new Date('2026-01-01T12:00:00Z'),
	new Date('2026-01-01T14:00:00Z'),
	new Date('2026-01-01T15:00:00Z')
];
const far = new Date('2099-01-01T00:00:00Z');

function status(changes: Partial<KickLivestreamStatus>): KickLivestreamStatus {
	return {
		broadcaster: {} as KickLivestreamStatus['broadcaster'],
		isLive: true,
		title: 'Tuesday build',
		startedAt: null,
		endedAt: null,
		...changes
	};
}

describe('the stream information in an event', () => {
	it.each([
		['a start', { startedAt: start }, { kind: 'live', startedAt: start, at: start }],
		['a start without its time', {}, { kind: 'live', startedAt: null, at: receivedAt }],
		['a start in the future', { startedAt: far }, { kind: 'live', startedAt: receivedAt, at: receivedAt }],
		['an end', { isLive: false, startedAt: start, endedAt: end }, { kind: 'ended', startedAt: start, at: end }],
		['an end without its times', { isLive: false }, { kind: 'ended', startedAt: null, at: receivedAt }],
		[
			'an end in the future',
			{ isLive: false, startedAt: start, endedAt: far },
			{ kind: 'ended', startedAt: start, at: receivedAt }
		]
	])('is %s', (_case, changes, sighting) => {
		expect(sightingOf(status(changes), receivedAt)).toEqual({ ...sighting, title: 'Tuesday build' });
	});
});
