import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('holdLock.mjs', import.meta.url));

/** The write lock of an SQLite file, held by another process. */
export class ForeignLock {
	/** Resolves when it was held for as long as wanted. */
	public readonly heldLongEnough: Promise<unknown>;

	private constructor(
		private readonly child: ChildProcess,
		lines: Interface
	) {
		this.heldLongEnough = once(lines, 'line');
		this.heldLongEnough.catch(() => undefined);
	}

	public static async take(file: string, seconds: number): Promise<ForeignLock> {
		const child = spawn(process.execPath, [program, file, String(seconds)], { stdio: ['pipe', 'pipe', 'inherit'] });
		onTestFinished(() => void child.kill('SIGKILL'));
		const lines = createInterface({ input: child.stdout! });
		const [line] = await once(lines, 'line');
		if (line !== 'locked') throw new Error(`The lock was not taken: ${line}`);
		return new ForeignLock(child, lines);
	}

	/** Commits what the process wrote itself. */
	public async release(): Promise<void> {
		const exited = once(this.child, 'exit');
		this.child.stdin!.end();
		await exited;
	}
}
