import { describe, expect, test } from 'vitest';
import { type Delay, reconnectDelayMs } from '../../../../src/lib/kick/realtime/reconnectDelay.js';

const almostOne = 1 - Number.EPSILON;
const range = (delay: Delay, failures: number) =>
	[() => 0, () => almostOne].map((random) => Math.round(reconnectDelayMs(delay, failures, random)));

describe('reconnectDelayMs', () => {
	test.each<[Delay, number, number[]]>([
		['again', 1, [0, 1_000]],
		['again', 4, [0, 8_000]],
		['again', 20, [0, 120_000]],
		['overloaded', 1, [1_000, 5_000]],
		['overloaded', 20, [1_000, 121_000]],
		['lost', 1, [250, 2_250]],
		['lost', 3, [250, 8_250]],
		['lost', 20, [250, 120_250]],
		['unsettled', 1, [30_000, 60_000]],
		['unsettled', 20, [30_000, 330_000]]
	])('%s, failure %i: anywhere in %j ms', (delay, failures, expected) => {
		expect(range(delay, failures)).toEqual(expected);
	});

	test('stays finite after any number of failures', () => {
		expect(range('lost', 1e6)).toEqual([250, 120_250]);
	});
});
