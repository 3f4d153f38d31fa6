// Writes src/generated/migrations.ts, so that the built package can migrate without other files.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { providers } from './providers.mjs';

const migrations = Object.fromEntries(providers.map((provider) => [provider, read(`prisma/${provider}/migrations`)]));

mkdirSync('src/generated', { recursive: true });
writeFileSync(
	'src/generated/migrations.ts',
	`// Written by scripts/embed-migrations.mjs from prisma/*/migrations.
export const migrations = ${JSON.stringify(migrations, null, '\t')};
`
);

function read(folder) {
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort()
		.map((name) => {
			const sql = readFileSync(`${folder}/${name}/migration.sql`, 'utf8');
			// The same checksum as Prisma's own, so that `prisma migrate status` agrees.
			return { name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
		});
}
