// Writes the files that browsers load as modules of texts: the dashboard's style and script, and the page of the demo.
// Neither the bot nor the demo has to find a folder of files beside its code then, and no host bot has a build step.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'tsup';

const dashboard = 'src/dashboard/client';
const { style, script } = await bundle(dashboard);
writeModule('src/generated/dashboardAssets.ts', dashboard, {
	style: asset(style, 'css'),
	script: asset(script, 'js')
});

const demo = 'sandbox/demo/page/client';
writeModule('sandbox/generated/demoPage.ts', demo, {
	html: readFileSync(`${demo}/index.html`, 'utf8'),
	...(await bundle(demo))
});

/** Bundles `main.ts` and `style.css` of a folder. */
async function bundle(folder) {
	const built = mkdtempSync(join(tmpdir(), 'kick-page-'));
	const shared = { config: false, silent: true, outDir: built, minify: true };
	try {
		await build({
			...shared,
			entry: { page: `${folder}/main.ts` },
			format: 'iife',
			platform: 'browser',
			target: 'es2022',
			outExtension: () => ({ js: '.js' })
		});
		await build({ ...shared, entry: { page: `${folder}/style.css` } });
		const read = (extension) => readFileSync(join(built, `page.${extension}`), 'utf8').trim();
		return { style: read('css'), script: read('js') };
	} finally {
		rmSync(built, { recursive: true });
	}
}

/** The hash in the name lets browsers cache the file indefinitely. */
function asset(text, extension) {
	const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
	return { name: `dashboard.${hash}.${extension}`, text };
}

function writeModule(file, source, values) {
	const lines = Object.entries(values).map(
		([name, value]) => `export const ${name} = ${JSON.stringify(value, null, '\t')};\n`
	);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `// Written by scripts/embed-pages.mjs from ${source}.\n${lines.join('')}`);
}
