import { describe, expect, it } from 'vitest';
import { EntriesKept, History } from '../../../../../sandbox/demo/page/history/History.js';
import { note } from '../../../../../sandbox/demo/page/history/note.js';

describe('the history of the page', () => {
	it('replaces an entry where it is', () => {
		const put: string[] = [];
		const history = new History(({ id }) => put.push(id));
		history.put({ ...note('kick', 'first'), id: 'a' });
		history.put({ ...note('kick', 'second'), id: 'b' });
		history.put({ ...note('kick', 'changed'), id: 'a' });

		expect(history.entries.map(({ id, parts }) => [id, parts[0]?.text])).toEqual([
			['a', 'changed'],
			['b', 'second']
		]);
		expect(put).toEqual(['a', 'b', 'a']);
	});

	it('forgets the oldest of a side, and of no other', () => {
		const history = new History(() => undefined);
		history.put({ ...note('discord', 'kept'), id: 'kept' });
		for (let index = 0; index <= EntriesKept; index++) history.put({ ...note('wire', 'call'), id: `${index}` });

		expect(history.find('discord', 'kept')).toBeDefined();
		expect(history.find('wire', '0')).toBeUndefined();
		expect(history.entries).toHaveLength(EntriesKept + 1);
	});
});
