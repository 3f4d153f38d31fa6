import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const BlockBytes = 4_096;

/** Only root may mount. */
export const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!mayMount) console.warn('Tests skipped: they mount a disk of their own, which only root on Linux may.');

/** A small disk of the running test's own, in memory. */
export class TemporaryDisk {
	readonly #ballast: string;

	private constructor(public readonly path: string) {
		this.#ballast = join(path, 'ballast');
	}

	/** It is unmounted when the running test ends, however it does. */
	public static mount(megabytes: number): TemporaryDisk {
		const path = mkdtempSync(join(tmpdir(), 'kick-disk-'));
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
		// Lazily: a process that still has a file open must not keep it.
		const unmount = () => {
			process.off('exit', unmount);
			execFileSync('umount', ['-l', path]);
			rmdirSync(path);
		};
		process.once('exit', unmount);
		onTestFinished(unmount);
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
