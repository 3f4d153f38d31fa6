import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { Sequence } from '../../../src/lib/time/Sequence.js';

it('runs work of one key in the order of the calls, also after a failure, and other keys do not wait', async () => {
	const sequence = new Sequence();
	const gate = new EventEmitter();
	const done: string[] = [];
	const first = sequence.run('a', async () => {
		await once(gate, 'open');
		done.push('a1');
		throw new Error('no');
	});
	const second = sequence.run('a', async () => void done.push('a2'));
	await sequence.run('b', async () => void done.push('b1'));
	gate.emit('open');
	await expect(first).rejects.toThrow('no');
	await second;
	expect(done).toEqual(['b1', 'a1', 'a2']);
});
