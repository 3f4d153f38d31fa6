import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const StartLimitMs = 120_000;
const AnswerLimitMs = 120_000;
const Entry = new URL('../../dist/bot.js', import.meta.url).pathname;
const Inside = new URL('./inside.mjs', import.meta.url).pathname;

/** Runs `dist/bot.js` in its own process, with `inside.mjs` loaded beside it. */
export class BotProcess {
	#child;

	/** @param {{ folder: string, environment: Record<string, string>, nodeOptions?: string[] }} options */
	static async start({ folder, environment, nodeOptions = [] }) {
		const bot = new BotProcess();
		bot.#child = spawn(process.execPath, ['--expose-gc', '--import', Inside, ...nodeOptions, Entry], {
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment }
		});
		await listening(bot.#child);
		return bot;
	}

	get pid() {
		return this.#child.pid;
	}

	/** Sends a question to `inside.mjs`. */
	async ask(question, details = {}) {
		const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(AnswerLimitMs) });
		this.#child.send({ question, ...details });
		const [{ error, ...answered }] = await answer;
		if (error) throw new Error(error);
		return answered;
	}

	async residentBytes() {
		const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
		return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1_024;
	}

	async kill(signal = 'SIGKILL') {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const exited = once(this.#child, 'exit');
		this.#child.kill(signal);
		await exited;
	}
}

async function listening(child) {
	let log = '';
	const ready = new Promise((resolve, reject) => {
		child.once('exit', (code) => reject(new Error(`The bot ended with code ${code}.\n${log}`)));
		for (const stream of [child.stdout, child.stderr]) {
			createInterface({ input: stream }).on('line', (line) => {
				log = `${log}\n${line}`.slice(-4_000);
				if (line.includes('Listening on port')) resolve();
			});
		}
	});
	const late = pause(StartLimitMs, undefined, { ref: false }).then(() => {
		throw new Error(`The bot did not listen within ${StartLimitMs / 1_000} s.\n${log}`);
	});
	await Promise.race([ready, late]);
}
