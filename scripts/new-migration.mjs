// Writes the next migration of every provider from prisma/models.prisma, without a database:
//   node scripts/new-migration.mjs add_something
// Review the result before you commit it. You may edit a migration until it is released.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { prisma } from './prisma.mjs';
import { providers } from './providers.mjs';

const name = process.argv[2] ?? '';
if (!/^[a-z0-9_]+$/.test(name)) {
	console.error('usage: node scripts/new-migration.mjs snake_case_name');
	process.exit(1);
}

spawnSync(process.execPath, ['scripts/sync-schema.mjs'], { stdio: 'inherit' });
// "kick" distinguishes the plugin's migrations from those of a host bot in the same database.
const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_kick_${name}`;

for (const provider of providers) {
	const sql = difference(provider);
	if (!/\b(CREATE|ALTER|DROP|INSERT)\b/.test(sql)) {
		console.log(`${provider}: no change`);
		continue;
	}
	const target = `prisma/${provider}/migrations/${folder}`;
	mkdirSync(target, { recursive: true });
	writeFileSync(`${target}/migration.sql`, `${sql.trim()}\n`);
	console.log(`${target}/migration.sql`);
}

function difference(provider) {
	const migrations = `prisma/${provider}/migrations`;
	const lock = `${migrations}/migration_lock.toml`;
	const isFirst = !existsSync(lock);
	if (isFirst) {
		mkdirSync(migrations, { recursive: true });
		writeFileSync(lock, `# Prisma reads this file: keep it in the repository.\nprovider = "${provider}"\n`);
	}
	const result = prisma(
		[
			...['migrate', 'diff', '--config', `prisma.${provider}.config.ts`, '--script'],
			...(isFirst ? ['--from-empty'] : ['--from-migrations', migrations]),
			...['--to-schema', `prisma/${provider}/schema.prisma`]
		],
		{ encoding: 'utf8' }
	);
	if (result.status !== 0) {
		console.error(result.stdout + result.stderr);
		process.exit(1);
	}
	return result.stdout;
}
