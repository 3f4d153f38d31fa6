// Builds what is missing or older than the sources. If nothing is, it takes some milliseconds.
//
//   node scripts/ensure-built.mjs           the JavaScript: enough to run the bot and the demo
//   node scripts/ensure-built.mjs --types   the declarations too: for tests, packing and git dependencies
//                                           (npm installs in their clone)
import { withBuildLock } from './build/lock.mjs';
import { hasDist, hasSources, readState, sourceHash } from './build/state.mjs';
import { buildJavaScript, buildTypes, findTsup } from './build/steps.mjs';

const wantsTypes = process.argv.includes('--types');

function missing() {
	const state = readState();
	const hash = sourceHash();
	const javaScript = !hasDist() || state.javaScript !== hash;
	return { javaScript, types: wantsTypes && (javaScript || state.types !== hash) };
}

function isBuilt() {
	const { javaScript, types } = missing();
	return !javaScript && !types;
}

// A production image has dist, and perhaps neither sources nor dev dependencies: it runs the dist that it has.
const canBuild = hasSources() && findTsup() !== null;

if (canBuild && !isBuilt()) {
	await withBuildLock(() => {
		const { javaScript, types } = missing();
		if (javaScript) buildJavaScript();
		if (types) buildTypes();
	});
} else if (!canBuild && !hasDist()) {
	console.error(
		'There is no dist folder, and the tools that build it are not installed: run `npm ci && npm run build`.'
	);
	// `npm ci --omit=dev` may come before dist is copied in.
	if (process.env.npm_lifecycle_event !== 'postprepare') process.exitCode = 1;
}
