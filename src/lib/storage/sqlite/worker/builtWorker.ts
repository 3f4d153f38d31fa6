import { existsSync } from 'node:fs';
import { Worker, type WorkerOptions } from 'node:worker_threads';

export type StartWorker = (options: WorkerOptions) => Worker;

/**
 * Starts the worker file next to the package's entries. `null` when there is none: in the TypeScript sources, and in a
 * bundle of the host.
 */
export function builtWorker(): StartWorker | null {
	const file = new URL('./sqliteWorker.js', import.meta.url);
	return existsSync(file) ? (options) => new Worker(file, options) : null;
}
