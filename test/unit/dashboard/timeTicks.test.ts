import { describe, expect, it } from 'vitest';
import { tickText, timeTicks } from '../../../src/dashboard/charts/timeTicks.js';

const HourMs = 60 * 60_000;
const to = new Date('2026-03-02T10:45:00Z');
const labels = (hours: number) => timeTicks(new Date(to.getTime() - hours * HourMs), to).map(tickText);

describe('the labels of a time axis', () => {
	it('are round times, and one more for zones that are behind', () => {
		expect(labels(1)).toEqual(['09:50', '10:00', '10:10', '10:20', '10:30', '10:40', '10:50']);
		expect(labels(24)).toEqual(['12:00', '16:00', '20:00', '03-02', '04:00', '08:00', '12:00']);
	});

	it('are dates at midnight when the axis spans days', () => {
		expect(labels(168)).toEqual(['02-24', '02-25', '02-26', '02-27', '02-28', '03-01', '03-02', '03-03']);
	});
});
