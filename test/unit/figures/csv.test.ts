import { describe, expect, it } from 'vitest';
import { activityCsv } from '../../../src/lib/figures/activityCsv.js';
import { toCsv } from '../../../src/lib/figures/csv.js';

describe('CSV', () => {
	it('has a header, CRLF at each end of line, ISO times in UTC, and quotes only where they are needed', () => {
		const at = new Date('2026-01-01T12:00:00+02:00');
		expect(
			toCsv(
				['when', 'count', 'title'],
				[
					[at, 1.5, 'plain text'],
					[at, null, 'a, "b"\nc']
				]
			)
		).toBe(
			'when,count,title\r\n' +
				'2026-01-01T10:00:00.000Z,1.5,plain text\r\n' +
				'2026-01-01T10:00:00.000Z,,"a, ""b""\nc"\r\n'
		);
	});

	it.each([
		['=1+1', "'=1+1"],
		['+1', "'+1"],
		['-1', "'-1"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\t=1', "'\t=1"],
		['\r=1', '"\'\r=1"'],
		['=HYPERLINK("https://x","y")', '"\'=HYPERLINK(""https://x"",""y"")"'],
		['1-1', '1-1'],
		['', '']
	])('makes no formula of the text %j', (text, cell) => {
		expect(toCsv(['text'], [[text]])).toBe(`text\r\n${cell}\r\n`);
	});

	it('leaves numbers alone, also negative ones', () => {
		expect(toCsv(['number'], [[-5]])).toBe('number\r\n-5\r\n');
	});
});

it('the activity of a channel has a row for each part of the time', () => {
	const empty = {
		at: new Date('2026-01-01T12:00:00Z'),
		messages: 0,
		chatters: 0,
		events: 0,
		viewers: null,
		followers: 0,
		subscriptions: 0,
		gifts: 0,
		kicks: 0,
		lagMs: null
	};
	const busy = {
		...empty,
		at: new Date('2026-01-01T12:15:00Z'),
		messages: 1_000,
		chatters: 20,
		viewers: 42,
		followers: 3,
		subscriptions: 2,
		gifts: 5,
		kicks: 500
	};
	expect(activityCsv({ times: [empty, busy] })).toBe(
		'from,messages,chatters,viewers,followers,subscriptions,gifts,kicks\r\n' +
			'2026-01-01T12:00:00.000Z,0,0,,0,0,0,0\r\n' +
			'2026-01-01T12:15:00.000Z,1000,20,42,3,2,5,500\r\n'
	);
});
