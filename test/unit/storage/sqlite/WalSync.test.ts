import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WalSync } from '../../../../src/lib/storage/sqlite/WalSync.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';
import { HeldDisk } from './HeldDisk.js';

function heldSync(): { sync: WalSync; disk: HeldDisk; rewritten: string[] } {
	const path = join(temporaryFolder(), 'kick.db-wal');
	writeFileSync(path, '');
	const rewritten: string[] = [];
	const disk = new HeldDisk();
	const sync = new WalSync(path, () => void rewritten.push('all'), disk.sync);
	closeAtTheEnd(sync, disk);
	return { sync, disk, rewritten };
}

function closeAtTheEnd(sync: WalSync, disk: HeldDisk): void {
	onTestFinished(() => {
		disk.release();
		return sync.close();
	});
}

describe('bringing the log to the disk', () => {
	it('is over when the disk says so', async () => {
		const { sync, disk } = heldSync();
		const over: string[] = [];
		const flushed = sync.flush().then(() => over.push('flushed'));
		await disk.asked(1);
		expect(over).toEqual([]);
		disk.answer();
		await flushed;
	});

	it('happens again for all calls that come while it is in progress', async () => {
		const { sync, disk } = heldSync();
		const first = sync.flush();
		await disk.asked(1);
		const over: string[] = [];
		const later = ['two', 'three'].map(async (name) => {
			await sync.flush();
			over.push(name);
		});
		disk.answer();
		await first;
		await disk.asked(2);
		expect(over).toEqual([]);
		disk.answer();
		await Promise.all(later);
		expect(disk.syncs).toBe(2);
	});

	it('that fails rejects the calls that wait for it; the next one first writes all of it elsewhere', async () => {
		const { sync, disk, rewritten } = heldSync();
		const failed = sync.flush();
		await disk.asked(1);
		const next = sync.flush();
		disk.answer(new Error('EIO'));
		await expect(failed).rejects.toThrow('EIO');
		await disk.asked(2);
		expect(rewritten).toEqual(['all']);
		disk.answer();
		await next;

		const third = sync.flush();
		await disk.asked(3);
		disk.answer();
		await third;
		expect(rewritten).toEqual(['all']);
	});

	it('that fails is not forgotten when writing elsewhere fails, too', async () => {
		const path = join(temporaryFolder(), 'kick.db-wal');
		writeFileSync(path, '');
		const refusals = [new Error('in use')];
		const rewrite = () => {
			const refusal = refusals.pop();
			if (refusal) throw refusal;
		};
		const disk = new HeldDisk();
		const sync = new WalSync(path, rewrite, disk.sync);
		closeAtTheEnd(sync, disk);
		const failed = sync.flush();
		await disk.asked(1);
		disk.answer(new Error('EIO'));
		await expect(failed).rejects.toThrow('EIO');
		await expect(sync.flush()).rejects.toThrow('in use');
		const flushed = sync.flush();
		await disk.asked(2);
		disk.answer();
		await flushed;
	});

	it('happens soon, once for all calls that do not wait', async () => {
		const { sync, disk } = heldSync();
		for (let time = 0; time < 5; time++) sync.flushSoon();
		await disk.asked(1);
		sync.flushSoon();
		disk.answer();
		await disk.asked(2);
		disk.answer();
		await sync.close();
		sync.flushSoon();
		expect(disk.syncs).toBe(2);
	});

	it('that comes first is enough for calls that do not wait', async () => {
		const { sync, disk } = heldSync();
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		sync.flushSoon();
		const flushed = sync.flush();
		await disk.asked(1);
		disk.answer();
		await flushed;
		expect(vi.getTimerCount()).toBe(0);
	});

	it('that fails rejects no call that does not wait, and the next one writes all of it elsewhere', async () => {
		const { sync, disk, rewritten } = heldSync();
		sync.flushSoon();
		await disk.asked(1);
		disk.answer(new Error('EIO'));
		const flushed = sync.flush();
		await disk.asked(2);
		disk.answer();
		await flushed;
		expect(rewritten).toEqual(['all']);
	});

	it('is waited for when it is closed', async () => {
		const { sync, disk } = heldSync();
		const over: string[] = [];
		void sync.flush().then(() => over.push('flushed'));
		await disk.asked(1);
		const closed = sync.close().then(() => over.push('closed'));
		disk.answer();
		await closed;
		expect(over).toEqual(['flushed', 'closed']);
		await sync.flush();
		expect(disk.syncs).toBe(1);
	});

	it('needs a log', async () => {
		const sync = new WalSync(join(temporaryFolder(), 'kick.db-wal'), () => undefined, new HeldDisk().sync);
		await expect(sync.flush()).rejects.toMatchObject({ code: 'ENOENT' });
	});
});
