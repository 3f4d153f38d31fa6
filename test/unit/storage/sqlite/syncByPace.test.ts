import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { syncByPace } from '../../../../src/lib/storage/sqlite/syncByPace.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A disk that takes so long, and the threads that waited for it. */
function disk() {
	const state = { takesMs: 0.1, threads: [] as string[] };
	const sync = syncByPace(() => {
		state.threads.push('this');
		vi.advanceTimersByTime(state.takesMs);
	});
	const file = { fd: 3, datasync: async () => void state.threads.push('another') };
	return { state, sync: () => sync(file) };
}

it('waits for a fast disk on the thread that asks', async () => {
	const { state, sync } = disk();
	for (let time = 0; time < 3; time++) await sync();
	expect(state.threads).toEqual(['this', 'this', 'this']);
});

it('waits for a slow disk on another, and tries it again after a second', async () => {
	const { state, sync } = disk();
	state.takesMs = 20;
	for (let time = 0; time < 3; time++) await sync();
	vi.advanceTimersByTime(1_000);
	await sync();
	await sync();
	expect(state.threads).toEqual(['this', 'another', 'another', 'this', 'another']);

	state.takesMs = 0.1;
	vi.advanceTimersByTime(1_000);
	await sync();
	await sync();
	expect(state.threads.slice(5)).toEqual(['this', 'this']);
});

it('passes on an error of either', async () => {
	const file = await open(join(temporaryFolder(), 'file'), 'w');
	onTestFinished(() => file.close());
	await syncByPace()(file);
	const closed = { fd: 1_000_000, datasync: () => Promise.reject(new Error('EIO')) };
	await expect(syncByPace()(closed)).rejects.toThrow('EBADF');
	const slow = syncByPace(() => void vi.advanceTimersByTime(20));
	await slow(closed);
	await expect(slow(closed)).rejects.toThrow('EIO');
});
