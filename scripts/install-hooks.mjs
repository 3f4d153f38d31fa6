// Points git at the hooks in `.husky/`. `npm ci` in a clone runs this after the build.
//
// A convenience only, so it never fails: a Docker build has no `.git`, and an image for production no husky.
import { spawnSync } from 'node:child_process';
import { root } from './build/root.mjs';

const ours = '.husky/_';

function currentHooksPath() {
	const { stdout } = spawnSync('git', ['config', '--get', 'core.hooksPath'], { cwd: root, encoding: 'utf8' });
	return (stdout ?? '').trim();
}

async function loadHusky() {
	try {
		return (await import('husky')).default;
	} catch {
		return null;
	}
}

/** Returns why the hooks could not be installed, or an empty text. */
function install(husky) {
	try {
		return husky();
	} catch (error) {
		return error.message;
	}
}

const husky = process.env.CI ? null : await loadHusky();
const hooksPath = husky === null ? '' : currentHooksPath();

if (hooksPath !== '' && hooksPath !== ours) {
	console.log(`The git hooks of this repository are not installed: core.hooksPath is "${hooksPath}" already.`);
} else if (husky !== null) {
	process.chdir(root);
	const problem = install(husky);
	if (problem) console.log(`The git hooks of this repository are not installed: ${problem}`);
}
