import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PauseMs = 100;
const KB = 1_024;

/** Peak memory of a process, measured ten times a second until `stop` is called. */
export class PeakMemory {
	#bytes = 0;
	#timer: NodeJS.Timeout | null = null;
	#isOver = false;

	private constructor(private readonly pid: number) {}

	public static async watch(pid: number): Promise<PeakMemory> {
		const peak = new PeakMemory(pid);
		await peak.#poll();
		return peak;
	}

	/** Stops measuring and returns the peak in bytes. */
	public async stop(): Promise<number> {
		if (this.#timer) clearTimeout(this.#timer);
		this.#isOver = true;
		await this.#measure();
		return this.#bytes;
	}

	async #poll(): Promise<void> {
		await this.#measure();
		if (!this.#isOver) this.#timer = setTimeout(() => void this.#poll(), PauseMs).unref();
	}

	async #measure(): Promise<void> {
		const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(this.pid)]);
		this.#bytes = Math.max(this.#bytes, Number(stdout) * KB);
	}
}
