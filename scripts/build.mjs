// npm run build: everything, whether it changed or not.
import { withBuildLock } from './build/lock.mjs';
import { buildJavaScript, buildTypes } from './build/steps.mjs';

await withBuildLock(() => {
	buildJavaScript();
	buildTypes();
});
