import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SyncFailures } from '../../../../../src/lib/storage/sqlite/SyncFailures.js';
import { WalSync } from '../../../../../src/lib/storage/sqlite/WalSync.js';
import { BlockingWalSync } from '../../../../../src/lib/storage/sqlite/worker/BlockingWalSync.js';
import { temporaryFolder } from '../../../../support/temporaryFolder.js';

function failingSync(failures = new SyncFailures()) {
	const path = join(temporaryFolder(), 'kick.db-wal');
	writeFileSync(path, '');
	const state = { isBroken: false, done: [] as string[] };
	const sync = new BlockingWalSync(
		path,
		() => void state.done.push('rewrite'),
		failures,
		() => {
			if (state.isBroken) throw new Error('EIO');
			state.done.push('sync');
		}
	);
	onTestFinished(() => sync.close());
	return { path, sync, state, failures };
}

describe('syncing the log on a thread of its own', () => {
	it('only syncs while nothing fails', () => {
		const { sync, state } = failingSync();
		sync.flush();
		sync.flush();
		expect(state.done).toEqual(['sync', 'sync']);
	});

	it('reports a failure, and writes all of the log elsewhere before the next sync', () => {
		const { sync, state } = failingSync();
		state.isBroken = true;
		expect(() => sync.flush()).toThrow('EIO');
		expect(() => sync.flush()).toThrow('EIO');
		state.isBroken = false;
		sync.flush();
		sync.flush();
		expect(state.done).toEqual(['rewrite', 'rewrite', 'sync', 'sync']);
	});

	it('learns of a failure on the other thread, and that thread of one here', async () => {
		const { path, sync, state, failures } = failingSync();
		const other = new WalSync(
			path,
			() => void state.done.push('rewrite there'),
			async () => {
				if (state.isBroken) throw new Error('EIO');
				state.done.push('sync there');
			},
			// In the form that the worker gets.
			new SyncFailures(failures.memory)
		);
		onTestFinished(() => other.close());
		state.isBroken = true;
		await expect(other.flush()).rejects.toThrow('EIO');
		state.isBroken = false;
		sync.flush();
		state.isBroken = true;
		expect(() => sync.flush()).toThrow('EIO');
		state.isBroken = false;
		await other.flush();
		await other.flush();
		expect(state.done).toEqual(['rewrite', 'sync', 'rewrite there', 'sync there', 'sync there']);
	});

	it('does not count a failure as repaired that came during the repair', () => {
		const failures = new SyncFailures();
		failures.record();
		const failed = failures.unrepaired();
		failures.record();
		failures.repaired(failed!);
		expect(failures.unrepaired()).not.toBeNull();
	});
});
