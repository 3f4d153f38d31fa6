import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.js';

const Providers = ['sqlite', 'postgresql'];
const ExtraModel = '\nmodel Extra {\n  id String @id\n}\n';

function run(script: string, folder: string, ...args: string[]) {
	return spawnSync(process.execPath, [join(process.cwd(), 'scripts', script), ...args], {
		cwd: folder,
		encoding: 'utf8'
	});
}

/** Copies what the check reads. */
function copyOfSchema(): string {
	const folder = temporaryFolder();
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
	const configs = Providers.map((provider) => `prisma.${provider}.config.ts`);
	for (const part of ['prisma', ...configs]) cpSync(part, join(folder, part), { recursive: true });
	return folder;
}

describe('the check of migrations, `npm run db:check`,', () => {
	it('fails when a schema copy is out of date', () => {
		const folder = copyOfSchema();
		appendFileSync(join(folder, 'prisma/models.prisma'), ExtraModel);
		const { status, stderr } = run('sync-schema.mjs', folder, '--check');
		expect(status).toBe(1);
		for (const provider of Providers) expect(stderr).toContain(`prisma/${provider}/schema.prisma is out of date`);
	});

	it('fails when a migration is missing', () => {
		const folder = copyOfSchema();
		const files = ['models.prisma', ...Providers.map((provider) => `${provider}/schema.prisma`)];
		for (const file of files) appendFileSync(join(folder, 'prisma', file), ExtraModel);
		const { status, stderr } = run('check-migrations.mjs', folder);
		expect(status).toBe(1);
		for (const provider of Providers) {
			expect(stderr).toMatch(new RegExp(`${provider}: the migrations do not match the models[\\s\\S]*Extra`));
		}
	});
});
