import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const BlockBytes = 4_096;

/** Only root on Linux may mount, and not in every container. */
export const mayMount = tryToMount();
if (!mayMount) console.warn('Tests skipped: they mount a disk of their own, which is not allowed here.');

/** A small disk in memory for the running test. */
export class TemporaryDisk {
	readonly #ballast: string;

	private constructor(public readonly path: string) {
		this.#ballast = join(path, 'ballast');
	}

	/** Mounts it until the running test ends, even if the test fails. */
	public static mount(megabytes: number): TemporaryDisk {
		const path = newFolder();
		mount(path, megabytes);
		const remove = () => {
			process.off('exit', remove);
			unmount(path);
			rmdirSync(path);
		};
		process.once('exit', remove);
		onTestFinished(remove);
		return new TemporaryDisk(path);
	}

	/** Leaves no room for anything. */
	public fill(): void {
		const file = openSync(this.#ballast, 'w');
		const block = Buffer.alloc(BlockBytes, 1);
		try {
			for (;;) writeSync(file, block);
		} catch (error) {
			if (Reflect.get(Object(error), 'code') !== 'ENOSPC') throw error;
		} finally {
			closeSync(file);
		}
	}

	/** Makes room again. */
	public free(): void {
		rmSync(this.#ballast);
	}
}

function mount(path: string, megabytes: number): void {
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'pipe' });
}

/** Unmounts lazily, because a process may still have a file open. */
function unmount(path: string): void {
	execFileSync('umount', ['-l', path], { stdio: 'pipe' });
}

function tryToMount(): boolean {
	const path = newFolder();
	try {
		mount(path, 1);
		unmount(path);
		return true;
	} catch {
		return false;
	} finally {
		rmdirSync(path);
	}
}

function newFolder(): string {
	return mkdtempSync(join(tmpdir(), 'kick-disk-'));
}
