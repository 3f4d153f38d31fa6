import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const StartLimitMs = 60_000;
const StopLimitMs = 10_000;
const NeededVariables = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'TZ', 'LANG'];

export interface BotProcessOptions {
	/** The bot's entry file. */
	entry: string;
	/** Working folder, which must not contain an `.env` file. */
	folder: string;
	environment: Readonly<Record<string, string>>;
	/** Log line of a bot that has started. */
	startedLine?: string;
	/** Called with each line of the bot's log. */
	onLine?: (line: string) => void;
}

/** Ready bot in a process of its own, as `npm start` runs it. */
export class BotProcess {
	readonly #lines: string[] = [];

	private constructor(
		private readonly child: ChildProcess,
		private readonly onLine: (line: string) => void
	) {}

	/** Resolves when the bot listens. Otherwise rejects with the bot's log. */
	public static async start({
		entry,
		folder,
		environment,
		startedLine = 'Listening on port',
		onLine = () => {}
	}: BotProcessOptions): Promise<BotProcess> {
		const child = spawn(process.execPath, [entry], {
			cwd: folder,
			env: { ...neededVariables(), ...environment },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		// Nothing else ends the bot when this process ends without asking it to stop.
		const killWithUs = () => child.kill('SIGKILL');
		process.once('exit', killWithUs);
		child.once('exit', () => process.off('exit', killWithUs));
		const bot = new BotProcess(child, onLine);
		await bot.#started(startedLine);
		return bot;
	}

	public get pid(): number {
		return this.child.pid ?? 0;
	}

	/** Log lines so far. */
	public get log(): readonly string[] {
		return this.#lines;
	}

	/** `null` while it runs, and when it was killed. */
	public get exitCode(): number | null {
		return this.child.exitCode;
	}

	/** Kills the bot at once, as a crash or a power cut would. */
	public async kill(): Promise<void> {
		const exited = once(this.child, 'exit');
		this.child.kill('SIGKILL');
		await exited;
	}

	/** Asks the bot to stop and waits. Kills a bot that hangs. */
	public async stop(): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		const exited = once(this.child, 'exit');
		this.child.kill('SIGTERM');
		const timer = setTimeout(() => this.child.kill('SIGKILL'), StopLimitMs);
		await exited;
		clearTimeout(timer);
	}

	async #started(startedLine: string): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const fail = (reason: string) => reject(new Error(`The bot did not start: ${reason}\n${this.#lines.join('\n')}`));
			const timer = setTimeout(() => {
				this.child.kill('SIGKILL');
				fail(`it did not listen within ${StartLimitMs / 1_000} s.`);
			}, StartLimitMs);
			this.child.once('error', (error) => fail(error.message));
			this.child.once('exit', (code) => {
				clearTimeout(timer);
				fail(`it ended with code ${code}.`);
			});
			for (const stream of [this.child.stdout, this.child.stderr]) {
				if (!stream) continue;
				createInterface({ input: stream }).on('line', (line) => {
					this.#lines.push(line);
					this.onLine(line);
					if (!line.includes(startedLine)) return;
					clearTimeout(timer);
					resolve();
				});
			}
		});
	}
}

/** Variables that any program needs. Others are left out, so that your own tokens stay out of the sandbox. */
export function neededVariables(): Record<string, string | undefined> {
	return Object.fromEntries(NeededVariables.map((name) => [name, process.env[name]]));
}
