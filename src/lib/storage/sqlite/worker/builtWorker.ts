import { existsSync } from 'node:fs';
import { Worker, type WorkerOptions } from 'node:worker_threads';

export type StartWorker = (options: WorkerOptions) => Worker;

/** Starts the worker that is beside the package's entries. `null` where it is not: in TypeScript's sources and a host's own bundle. */
export function builtWorker(): StartWorker | null {
	const file = new URL('./sqliteWorker.js', import.meta.url);
	return existsSync(file) ? (options) => new Worker(file, options) : null;
}
