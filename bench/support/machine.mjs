import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** What a figure depends on. */
export function machine() {
	const [cpu] = cpus();
	return {
		date: new Date().toISOString().slice(0, 16).replace('T', ' '),
		node: process.version,
		cpu: `${cpus().length} x ${cpu?.model ?? 'unknown'}`,
		memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
		kernel: release()
	};
}

/** Versions of what was measured, as they are installed. */
export function versions(names) {
	return Object.fromEntries(
		names.map((name) => {
			const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
			return [name, JSON.parse(readFileSync(file, 'utf8')).version];
		})
	);
}
