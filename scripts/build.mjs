// npm run build: builds everything, even if nothing has changed.
import { withBuildLock } from './build/lock.mjs';
import { buildJavaScript, buildTypes } from './build/steps.mjs';

await withBuildLock(() => {
	buildJavaScript();
	buildTypes();
});
