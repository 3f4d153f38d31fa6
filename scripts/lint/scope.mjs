import { readdirSync } from 'node:fs';
import { root } from '../build/root.mjs';

/** Not checked yet. Take a path out of this list once `node scripts/lint/lineWidth.mjs PATH` finds nothing in it. */
const pending = [];

const rootFiles = readdirSync(root).filter((name) => /\.(md|mjs|yaml)$|\.config\.ts$/.test(name));
const docs = readdirSync(`${root}docs`).map((name) => `docs/${name}`);

/** Where the checks of this folder are in force. To follow: `src`, `test`, `bench` and all of `scripts`. */
export const scope = [
	...rootFiles,
	...docs,
	'.ci',
	'.github',
	'.husky',
	'sandbox',
	'scripts/install-hooks.mjs',
	'scripts/lint',
	'scripts/release',
	'test/unit/repository'
].filter((path) => !pending.includes(path));
