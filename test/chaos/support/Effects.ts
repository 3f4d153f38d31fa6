import { EventEmitter } from 'node:events';
import { closeSync, type FSWatcher, openSync, readSync, watch } from 'node:fs';
import { PatienceMs } from '../../support/patience.js';
import type { RecorderBot } from './RecorderBot.js';

/** An event that was handled for a Discord server. */
export interface Effect {
	eventId: string;
	guildId: string;
	pid: number;
}

const PageBytes = 64 * 1_024;

/** The effects of the recorders, read from their file as it grows. */
export class Effects {
	/** Effects of all processes, in the order in which they happened. */
	public readonly all: Effect[] = [];
	readonly #file: number;
	readonly #watcher: FSWatcher;
	readonly #page = Buffer.alloc(PageBytes);
	readonly #grown = new EventEmitter().setMaxListeners(0);
	#rest = '';

	public constructor(public readonly path: string) {
		this.#file = openSync(path, 'a+');
		this.#watcher = watch(path, () => this.#read());
	}

	public in(guildId: string): Effect[] {
		return this.all.filter((effect) => effect.guildId === guildId);
	}

	public by({ pid }: RecorderBot): Effect[] {
		return this.all.filter((effect) => effect.pid === pid);
	}

	/** Resolves as soon as the condition holds. `what` is for the error if it never does. */
	public until(condition: () => boolean, what: () => string): Promise<void> {
		return new Promise((resolve, reject) => {
			const check = () => {
				if (condition()) settle(resolve);
			};
			const timer = setTimeout(() => {
				this.#read();
				settle(() => reject(new Error(`Not within ${PatienceMs / 1_000} s: ${what()}`)));
			}, PatienceMs);
			const close = () => settle(() => reject(new Error(`The test ended before: ${what()}`)));
			const settle = (end: () => void) => {
				clearTimeout(timer);
				this.#grown.off('effects', check).off('close', close);
				end();
			};
			this.#grown.on('effects', check).on('close', close);
			check();
		});
	}

	/** Resolves when all of these events were handled for all of these servers. */
	public async untilHandled(eventIds: readonly string[], guildIds: readonly string[]): Promise<void> {
		const missing = new Set(guildIds.flatMap((guildId) => eventIds.map((eventId) => key({ eventId, guildId }))));
		let seen = 0;
		const condition = () => {
			for (; seen < this.all.length; seen++) missing.delete(key(this.all[seen]!));
			return missing.size === 0;
		};
		const what = () => `${missing.size} handled events are missing, the first of them ${[...missing].slice(0, 3)}`;
		await this.until(condition, what);
	}

	/** Resolves when there are this many. */
	public untilCount(count: number): Promise<void> {
		return this.until(
			() => this.all.length >= count,
			() => `${this.all.length} of ${count} events are handled.`
		);
	}

	/** Reads what was written so far. */
	public read(): void {
		this.#read();
	}

	/** Resolves when one process has handled this many. */
	public untilHandledBy(bot: RecorderBot, count: number): Promise<void> {
		const what = () =>
			`process ${bot.pid} has handled ${this.by(bot).length} of ${count} events. It wrote:\n${bot.log.join('\n')}`;
		return this.until(() => this.by(bot).length >= count, what);
	}

	/** Ends every wait. */
	public close(): void {
		this.#grown.emit('close');
		this.#watcher.close();
		closeSync(this.#file);
	}

	#read(): void {
		for (;;) {
			const length = readSync(this.#file, this.#page, 0, PageBytes, null);
			if (length === 0) break;
			const lines = (this.#rest + this.#page.toString('latin1', 0, length)).split('\n');
			this.#rest = lines.pop() ?? '';
			for (const line of lines) this.all.push(parse(line));
		}
		this.#grown.emit('effects');
	}
}

function parse(line: string): Effect {
	const [eventId = '', guildId = '', pid] = line.split(' ');
	return { eventId, guildId, pid: Number(pid) };
}

function key({ eventId, guildId }: Pick<Effect, 'eventId' | 'guildId'>): string {
	return `${eventId} ${guildId}`;
}
