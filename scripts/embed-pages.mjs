// Writes the files that browsers load as modules: style, script, font and icons of the dashboard, and the demo's page.
// Neither the bot nor the demo has to find a folder of files beside its code then, and no host bot has a build step.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'tsup';

const dashboard = 'src/dashboard/client';
const fontFile = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const { style, script } = await bundle(dashboard);
const woff2 = readFileSync(fontFile);
const font = { name: assetName(woff2, 'woff2'), base64: woff2.toString('base64') };
// Separate from the style, because the pages that bring their style along load no files.
const fontSource = `url(${font.name}) format("woff2")`;
const fontFace = `@font-face{font-family:Inter;font-weight:100 900;font-display:swap;src:${fontSource}}`;
writeModule('src/generated/dashboardAssets.ts', `${dashboard} and @fontsource-variable/inter`, {
	style: { name: assetName(fontFace + style, 'css'), text: style },
	fontFace,
	script: asset(script, 'js'),
	font
});

const iconNames = 'src/dashboard/design/icons.json';
const icons = Object.fromEntries(JSON.parse(readFileSync(iconNames, 'utf8')).map((name) => [name, iconOf(name)]));
writeModule('src/generated/icons.ts', `${iconNames} and lucide-static`, { icons });

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

function asset(text, extension) {
	return { name: assetName(text, extension), text };
}

/** The hash in the name lets browsers cache the file indefinitely. */
function assetName(content, extension) {
	return `dashboard.${createHash('sha256').update(content).digest('base64url').slice(0, 12)}.${extension}`;
}

/** Returns the shapes of an icon, without the `<svg>` around them. */
function iconOf(name) {
	const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, 'utf8');
	const [, shapes] = /<svg[^>]*>(.*)<\/svg>/s.exec(svg);
	return shapes
		.replace(/\s+/g, ' ')
		.replace(/ ?(\/?>) ?/g, '$1')
		.trim();
}

function writeModule(file, source, values) {
	const lines = Object.entries(values).map(
		([name, value]) => `export const ${name} = ${JSON.stringify(value, null, '\t')};\n`
	);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `// Written by scripts/embed-pages.mjs from ${source}.\n${lines.join('')}`);
}
