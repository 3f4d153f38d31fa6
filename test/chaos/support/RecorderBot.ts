import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { PatienceMs } from '../../support/patience.js';

const entry = fileURLToPath(new URL('../bot/recorder.mjs', import.meta.url));
const HeapLine = 'heap ';

/** A process of the host bot that records what it handles. */
export class RecorderBot {
	/** Everything that it logged. */
	public readonly log: string[] = [];
	/** Resolves when it accepts webhooks; rejects when it ends before. */
	public readonly ready: Promise<void>;
	readonly #child: ChildProcess;
	readonly #exited: Promise<unknown>;
	readonly #written = new EventEmitter();

	/** @param url Where it accepts webhooks; `null` if it has no web server. */
	public constructor(
		environment: Readonly<Record<string, string>>,
		folder: string,
		public readonly url: string | null
	) {
		const { PATH, TZ = 'UTC' } = process.env;
		this.#child = spawn(process.execPath, [entry], { cwd: folder, env: { PATH, TZ, ...environment } });
		this.#exited = once(this.#child, 'exit');
		const killWithUs = () => this.#child.kill('SIGKILL');
		process.once('exit', killWithUs);
		this.#child.once('exit', () => process.off('exit', killWithUs));
		this.ready = this.#whenReady();
		// A test that kills it during the start does not wait for it to be ready.
		this.ready.catch(() => undefined);
	}

	public get pid(): number {
		return this.#child.pid ?? 0;
	}

	public get isRunning(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null;
	}

	/** Adds or removes a consumer. Resolves when that is done. */
	public async sendCommand(command: `${'add' | 'remove'} ${string}`): Promise<void> {
		const signal = AbortSignal.timeout(PatienceMs);
		const before = this.log.length;
		this.#child.stdin?.write(`${command}\n`);
		while (!this.log.slice(before).includes(command)) await once(this.#written, 'line', { signal });
	}

	/** Returns how many bytes of its heap are in use, after a full collection. */
	public async heap(): Promise<number> {
		const signal = AbortSignal.timeout(PatienceMs);
		const before = this.log.length;
		this.#child.kill('SIGUSR2');
		for (;;) {
			const heapLine = this.log.slice(before).find((line) => line.startsWith(HeapLine));
			if (heapLine) return Number(heapLine.slice(HeapLine.length));
			await once(this.#written, 'line', { signal });
		}
	}

	/** Resolves when its `/health` answers with this status. */
	public async hasHealth(status: number): Promise<void> {
		await vi.waitFor(async () => expect((await this.health()).status).toBe(status), { timeout: PatienceMs });
	}

	/** Returns its answer to `GET /health`. */
	public async health(): Promise<{ status: number; parts: Record<string, string> }> {
		const response = await fetch(new URL('/health', this.url!));
		const { parts } = (await response.json()) as { parts: Record<string, string> };
		return { status: response.status, parts };
	}

	/** Resolves when it has logged a line with this text. */
	public async untilLogged(text: string): Promise<void> {
		const signal = AbortSignal.timeout(PatienceMs);
		while (!this.log.some((line) => line.includes(text))) await once(this.#written, 'line', { signal });
	}

	/** Resolves with its exit code after it has ended by itself. */
	public async ended(): Promise<number | null> {
		const late = pause(PatienceMs, 'late' as const, { ref: false });
		if ((await Promise.race([this.#exited, late])) === 'late')
			throw new Error(`It did not end:\n${this.log.join('\n')}`);
		return this.#child.exitCode;
	}

	/** Ends it as a crash or a power cut would. */
	public async kill(): Promise<void> {
		if (!this.isRunning) throw new Error(`The bot has ended before it was killed:\n${this.log.join('\n')}`);
		this.#child.kill('SIGKILL');
		await this.#exited;
	}

	/** Asks it to stop, as a process manager does. */
	public async stop(): Promise<void> {
		if (!this.isRunning) return;
		this.#child.kill('SIGTERM');
		const timer = setTimeout(() => this.#child.kill('SIGKILL'), PatienceMs);
		await this.#exited;
		clearTimeout(timer);
	}

	#whenReady(): Promise<void> {
		return new Promise((resolve, reject) => {
			const fail = (reason: string) => {
				clearTimeout(timer);
				reject(new Error(`The recorder ${reason}. It wrote:\n${this.log.join('\n')}`));
			};
			const timer = setTimeout(() => fail(`was not ready within ${PatienceMs / 1_000} s`), PatienceMs);
			this.#child.once('exit', (code) => fail(`ended with code ${code} before it was ready`));
			for (const stream of [this.#child.stdout, this.#child.stderr]) {
				createInterface({ input: stream! }).on('line', (line) => {
					this.log.push(line);
					this.#written.emit('line');
					if (line !== 'The recorder is ready') return;
					clearTimeout(timer);
					resolve();
				});
			}
		});
	}
}
