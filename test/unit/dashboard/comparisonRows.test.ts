import { describe, expect, it } from 'vitest';
import { changeText, comparisonRows } from '../../../src/dashboard/activity/comparisonRows.js';
import type { StreamFigures } from '../../../src/lib/figures/StreamFigures.js';

const stream: StreamFigures = {
	startedAt: new Date(0),
	endedAt: new Date(1),
	title: null,
	lengthMs: 90 * 60_000,
	messages: 1_500,
	messagesPerMinute: 16.67,
	chatters: 10,
	followers: 3,
	subscriptions: 0,
	gifts: 5,
	kicks: 0,
	averageViewers: 20,
	peakViewers: null,
	isComplete: true
};

describe('the comparison of two streams', () => {
	it('has each figure with its change in words', () => {
		const previous = { ...stream, lengthMs: 120 * 60_000, messages: 1_000, gifts: 0, followers: 4, averageViewers: 20 };
		const rows = comparisonRows(stream, previous).map((row) => Object.values(row));
		expect(rows).toEqual([
			['Length', '1 h 30 min', '2 h 0 min', '25% shorter'],
			['Messages', '1,500', '1,000', '50% more'],
			['Messages per minute', '16.7', '16.7', 'the same'],
			['Chatters', '10', '10', 'the same'],
			['Average viewers', '20', '20', 'the same'],
			['Most viewers', 'not known', 'not known', ''],
			['New followers', '3', '4', '25% fewer'],
			['Subscriptions', '0', '0', 'the same'],
			['Gifted subscriptions', '5', '0', 'none before'],
			['KICKs', '0', '0', 'the same']
		]);
	});

	it('calls a difference of less than half a percent about the same', () => {
		expect(changeText(1_001, 1_000)).toBe('about the same');
	});
});
