import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WalSync } from '../../../../src/lib/storage/sqlite/WalSync.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';
import { HeldDisk } from './HeldDisk.js';

async function heldSync(): Promise<{ sync: WalSync; disk: HeldDisk; rewritten: string[] }> {
	const path = join(temporaryFolder(), 'kick.db-wal');
	writeFileSync(path, '');
	const rewritten: string[] = [];
	const sync = new WalSync(path, () => void rewritten.push('all'));
	onTestFinished(() => sync.close());
	return { sync, disk: await HeldDisk.hold(), rewritten };
}

describe('bringing the log to the disk', () => {
	it('is over when the disk says so', async () => {
		const { sync, disk } = await heldSync();
		const over: string[] = [];
		const flushed = sync.flush().then(() => over.push('flushed'));
		await disk.asked(1);
		expect(over).toEqual([]);
		disk.answer();
		await flushed;
	});

	it('happens once more for those who come while it is under way, and once for all of them', async () => {
		const { sync, disk } = await heldSync();
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

	it('that fails is told to those who wait for it; the next one first writes all of it elsewhere', async () => {
		const { sync, disk, rewritten } = await heldSync();
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
		const sync = new WalSync(path, () => {
			const refusal = refusals.pop();
			if (refusal) throw refusal;
		});
		onTestFinished(() => sync.close());
		const disk = await HeldDisk.hold();
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

	it('happens soon for those who do not wait, once for all of them', async () => {
		const { sync, disk } = await heldSync();
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

	it('that comes first is enough for those who do not wait', async () => {
		const { sync, disk } = await heldSync();
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		sync.flushSoon();
		const flushed = sync.flush();
		await disk.asked(1);
		disk.answer();
		await flushed;
		expect(vi.getTimerCount()).toBe(0);
	});

	it('that fails is told to nobody who does not wait, and the next one writes all of it elsewhere', async () => {
		const { sync, disk, rewritten } = await heldSync();
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
		const { sync, disk } = await heldSync();
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
		const sync = new WalSync(join(temporaryFolder(), 'kick.db-wal'), () => undefined);
		await expect(sync.flush()).rejects.toMatchObject({ code: 'ENOENT' });
	});
});
