// Writes src/generated/dashboardAssets.ts: the dashboard's style and script as texts, so that no host bot has a build step or a
// folder of files to find.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsup';

const source = 'src/dashboard/client';
const built = mkdtempSync(join(tmpdir(), 'kick-dashboard-'));

try {
	await build({
		config: false,
		silent: true,
		entry: { dashboard: `${source}/main.ts` },
		outDir: built,
		format: 'iife',
		platform: 'browser',
		target: 'es2022',
		minify: true,
		outExtension: () => ({ js: '.js' })
	});
	await build({
		config: false,
		silent: true,
		entry: { dashboard: `${source}/style.css` },
		outDir: built,
		minify: true
	});
	mkdirSync('src/generated', { recursive: true });
	writeFileSync(
		'src/generated/dashboardAssets.ts',
		`// Written by scripts/embed-dashboard.mjs from ${source}.
export const style = ${asset('css')};
export const script = ${asset('js')};
`
	);
} finally {
	rmSync(built, { recursive: true });
}

/** The hash in the name lets browsers keep the file for ever. */
function asset(extension) {
	const text = readFileSync(join(built, `dashboard.${extension}`), 'utf8').trim();
	const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
	return JSON.stringify({ name: `dashboard.${hash}.${extension}`, text }, null, '\t');
}
