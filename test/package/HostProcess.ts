import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PatienceMs } from '../support/patience.js';

/** A message of a host: one line of JSON. */
export interface HostLine {
	type: string;
	[field: string]: unknown;
}

/** A compiled host bot in its own process. */
export class HostProcess {
	/** Everything that the host printed, by line. */
	public readonly output: string[] = [];
	readonly #child: ChildProcess;
	readonly #changed = new EventEmitter();

	public constructor(folder: string, program: string, environment: Record<string, string> = {}) {
		const { PATH } = process.env;
		// Only what the test sets: a developer's own settings must not reach the host.
		this.#child = spawn(process.execPath, [join('dist', program)], { cwd: folder, env: { PATH, ...environment } });
		for (const stream of [this.#child.stdout, this.#child.stderr]) {
			createInterface({ input: stream! }).on('line', (line) => {
				this.output.push(line);
				this.#changed.emit('change');
			});
		}
		this.#child.once('close', () => this.#changed.emit('change'));
	}

	public get warnings(): string[] {
		return this.output.filter((line) => line.includes('WARN'));
	}

	/** Resolves with the first line of this type that the host prints, or has printed. */
	public async says(type: string): Promise<HostLine> {
		const signal = AbortSignal.timeout(PatienceMs);
		const changes = on(this.#changed, 'change', { signal });
		try {
			for (;;) {
				const line = this.#lines().find((printed) => printed.type === type);
				if (line) return line;
				const { exitCode, signalCode } = this.#child;
				if (exitCode !== null || signalCode !== null) throw this.#unexpected(`ended before it said "${type}"`);
				await changes.next().catch(() => {
					throw this.#unexpected(`did not say "${type}" in time`);
				});
			}
		} finally {
			await changes.return?.();
		}
	}

	/** Asks the host to stop, as a process manager does, and returns its exit code. */
	public stop(): Promise<number | null> {
		this.#child.kill('SIGTERM');
		return this.ended();
	}

	/** Waits for the host to end by itself and returns its exit code. */
	public async ended(): Promise<number | null> {
		const { exitCode, signalCode } = this.#child;
		if (exitCode !== null || signalCode !== null) return exitCode;
		await once(this.#child, 'close', { signal: AbortSignal.timeout(PatienceMs) }).catch(() => {
			this.#child.kill('SIGKILL');
			throw this.#unexpected('did not end in time');
		});
		return this.#child.exitCode;
	}

	#lines(): HostLine[] {
		return this.output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as HostLine);
	}

	#unexpected(what: string): Error {
		return new Error(`The host ${what}. It wrote:\n${this.output.join('\n')}`);
	}
}
