import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PauseMs = 100;
const KB = 1_024;

/** How much memory a process holds at most, looked at ten times a second until somebody asks. */
export class PeakMemory {
	#bytes = 0;
	#timer: NodeJS.Timeout | null = null;
	#isOver = false;

	private constructor(private readonly pid: number) {}

	public static async watch(pid: number): Promise<PeakMemory> {
		const peak = new PeakMemory(pid);
		await peak.#look();
		return peak;
	}

	/** The most that was seen. Stops looking. */
	public async stop(): Promise<number> {
		if (this.#timer) clearTimeout(this.#timer);
		this.#isOver = true;
		await this.#measure();
		return this.#bytes;
	}

	async #look(): Promise<void> {
		await this.#measure();
		if (!this.#isOver) this.#timer = setTimeout(() => void this.#look(), PauseMs).unref();
	}

	async #measure(): Promise<void> {
		const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(this.pid)]);
		this.#bytes = Math.max(this.#bytes, Number(stdout) * KB);
	}
}
