import { describe, expect, it } from 'vitest';
import { whenChanged } from '../../../../src/routes/dashboard/streamAnswer.js';

const patches = () => [{ html: '<p id="a"></p>' }];

/** Returns the updates while the state has these marks, one after the other. */
async function told(marks: (string | null)[], seen: string | null): Promise<string[]> {
	const stop = new AbortController();
	const left = [...marks];
	const look = async () => {
		const mark = left.shift() ?? null;
		if (left.length === 0) stop.abort();
		return mark === null ? null : { mark, patches };
	};
	const marksTold = [];
	for await (const { mark } of whenChanged(look, { seen, everyMs: 1, signal: stop.signal })) marksTold.push(mark);
	return marksTold;
}

describe('whenChanged', () => {
	it('tells what the page does not show, once', async () => {
		expect(await told(['a', 'a', 'b', 'b', 'a'], null)).toEqual(['a', 'b', 'a']);
	});

	it('tells nothing of what the page shows already, nor of what is gone', async () => {
		expect(await told(['a', null, 'a', 'b'], 'a')).toEqual(['b']);
	});

	it('stops waiting at the signal', async () => {
		const stop = new AbortController();
		const looks = whenChanged(async () => ({ mark: 'a', patches }), {
			seen: 'a',
			everyMs: 3_600_000,
			signal: stop.signal
		});
		const end = looks[Symbol.asyncIterator]().next();
		stop.abort();
		expect(await end).toEqual({ done: true, value: undefined });
	});
});
