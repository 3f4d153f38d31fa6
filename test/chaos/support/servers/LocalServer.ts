import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PatienceMs } from '../../../support/patience.js';

export interface LocalServerOptions {
	command: string;
	args: readonly string[];
	/** Text that it prints when it accepts connections. */
	readyText: string;
	/** User that runs it. Default: the user that runs the test. */
	user?: { uid: number; gid: number };
}

/** A server of one test, which may stop and start it without affecting the machine's own. */
export class LocalServer {
	#child: ChildProcess | null = null;

	public constructor(private readonly options: LocalServerOptions) {}

	public async start(): Promise<void> {
		const { command, args, readyText, user = {} } = this.options;
		const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], ...user });
		this.#child = child;
		const killWithUs = () => child.kill('SIGKILL');
		process.once('exit', killWithUs);
		child.once('exit', () => process.off('exit', killWithUs));
		await new Promise<void>((resolve, reject) => {
			const log: string[] = [];
			const fail = (reason: string) => reject(new Error(`${command} ${reason}. It wrote:\n${log.join('\n')}`));
			const timer = setTimeout(() => fail('was not ready in time'), PatienceMs);
			child.once('error', (error) => fail(error.message));
			child.once('exit', () => fail('ended'));
			for (const stream of [child.stdout, child.stderr]) {
				createInterface({ input: stream! }).on('line', (line) => {
					log.push(line);
					if (!line.includes(readyText)) return;
					clearTimeout(timer);
					resolve();
				});
			}
		});
	}

	public async stop(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const exited = once(child, 'exit');
		child.kill(signal);
		await exited;
	}

	/** Pauses it: it keeps its connections and answers nothing. */
	public freeze(): void {
		this.#child?.kill('SIGSTOP');
	}

	public thaw(): void {
		this.#child?.kill('SIGCONT');
	}
}
