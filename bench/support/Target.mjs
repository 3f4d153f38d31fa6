import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { atEnd } from './cleanUp.mjs';

const StartLimitMs = 30_000;
const AnswerLimitMs = 60_000;
const HandledLimitMs = 5_000;

/** A server under test, in its own process: see `serve.mjs` for its side. */
export class Target {
	#child;
	#ready;

	constructor(child, ready, stop) {
		this.#child = child;
		this.#ready = ready;
		this.stop = stop;
	}

	/** @param {URL | string} file @param {Record<string, string>} environment */
	static async start(file, environment = {}) {
		const child = fork(file, { env: { ...process.env, ...environment }, silent: true });
		let log = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				log = (log + chunk).slice(-4_000);
			});
		}
		const exited = once(child, 'exit').then(([code]) => {
			throw new Error(`${file} ended with code ${code}.\n${log}`);
		});
		exited.catch(() => undefined);
		const stop = atEnd(async () => {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGKILL');
			await exited.catch(() => undefined);
		});
		const [ready] = await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(StartLimitMs) }), exited]);
		return new Target(child, ready, stop);
	}

	/** Resolves with the address where it listens, and everything else that it reported. */
	get ready() {
		return this.#ready;
	}

	/** @returns {Promise<Record<string, unknown>>} The counts of the server. */
	async ask(question) {
		const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(AnswerLimitMs) });
		this.#child.send(question);
		return (await answer)[0];
	}

	/** Waits until it has handled this many deliveries; returns how many. */
	async handled(count) {
		const until = performance.now() + HandledLimitMs;
		for (;;) {
			const { handled } = await this.ask('handled');
			if (handled >= count || performance.now() > until) return handled;
			await pause(5);
		}
	}
}
