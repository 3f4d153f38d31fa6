import { describe, expect, it } from 'vitest';
import { whenChanged } from '../../../../src/routes/dashboard/streamAnswer.js';

const patches = () => [{ html: '<p id="a"></p>' }];

/** Returns the reports for these marks, which appear one after the other. */
async function reported(marks: (string | null)[], seen: string | null): Promise<string[]> {
	const stop = new AbortController();
	const left = [...marks];
	const poll = async () => {
		const mark = left.shift() ?? null;
		if (left.length === 0) stop.abort();
		return mark === null ? null : { mark, patches };
	};
	const reportedMarks = [];
	for await (const { mark } of whenChanged(poll, { seen, everyMs: 1, signal: stop.signal })) reportedMarks.push(mark);
	return reportedMarks;
}

describe('whenChanged', () => {
	it('reports what the page does not show, once', async () => {
		expect(await reported(['a', 'a', 'b', 'b', 'a'], null)).toEqual(['a', 'b', 'a']);
	});

	it('reports nothing that the page shows already, or that is gone', async () => {
		expect(await reported(['a', null, 'a', 'b'], 'a')).toEqual(['b']);
	});

	it('stops waiting at the signal', async () => {
		const stop = new AbortController();
		const polls = whenChanged(async () => ({ mark: 'a', patches }), {
			seen: 'a',
			everyMs: 3_600_000,
			signal: stop.signal
		});
		const end = polls[Symbol.asyncIterator]().next();
		stop.abort();
		expect(await end).toEqual({ done: true, value: undefined });
	});
});
