// Fails when a schema copy is out of date, or when the migrations of a provider do not lead to prisma/models.prisma.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prisma } from './prisma.mjs';
import { providers } from './providers.mjs';

const syncSchema = fileURLToPath(new URL('./sync-schema.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [syncSchema, '--check'], { stdio: 'inherit' });
if (status !== 0) process.exitCode = 1;

for (const provider of providers) {
	const result = prisma(
		[
			...['migrate', 'diff', '--config', `prisma.${provider}.config.ts`, '--exit-code'],
			...['--from-migrations', `prisma/${provider}/migrations`],
			...['--to-schema', `prisma/${provider}/schema.prisma`]
		],
		{ encoding: 'utf8' }
	);
	if (result.status === 0) {
		console.log(`${provider}: the migrations match the models`);
	} else {
		console.error(`${provider}: the migrations do not match the models\n${result.stdout}${result.stderr}`);
		process.exitCode = 1;
	}
}
