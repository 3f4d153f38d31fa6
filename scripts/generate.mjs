// Writes src/generated: the Prisma clients, and modules with the migrations and the dashboard's files.
// Needs no network and may run any number of times.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prisma } from './prisma.mjs';
import { providers } from './providers.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

run('sync-schema.mjs');
for (const provider of providers) {
	const { status } = prisma(['generate', '--config', `prisma.${provider}.config.ts`, '--no-hints'], {
		stdio: 'inherit'
	});
	if (status !== 0) process.exit(status ?? 1);
	removeGlobal(`src/generated/${provider}/client.ts`);
}
run('embed-migrations.mjs');
run('embed-pages.mjs');

function run(script) {
	const { status } = spawnSync(process.execPath, [`scripts/${script}`], { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
}

// Prisma's client sets a global `__dirname` and never reads it. In a library that would mislead every module of the
// host bot that uses it to distinguish CommonJS from ESM.
function removeGlobal(file) {
	const source = readFileSync(file, 'utf8');
	writeFileSync(file, source.replace(/^globalThis\['__dirname'\] = .*$/m, ''));
}
