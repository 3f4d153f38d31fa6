import { readdirSync } from 'node:fs';
import { root } from '../build/root.mjs';

const rootFiles = readdirSync(root).filter((name) => /\.(md|mjs|yaml)$|\.config\.ts$/.test(name));
const docs = readdirSync(`${root}docs`).map((name) => `docs/${name}`);

/** Files and folders that the checks of this folder read. */
export const scope = [
	...rootFiles,
	...docs,
	'.ci',
	'.github',
	'.husky',
	'bench',
	'prisma/models.prisma',
	'sandbox',
	'scripts',
	'src',
	'test'
];
