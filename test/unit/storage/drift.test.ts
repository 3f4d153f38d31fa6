import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/temporaryFolder.js';

function run(script: string, folder: string, ...args: string[]) {
	return spawnSync(process.execPath, [join(process.cwd(), 'scripts', script), ...args], {
		cwd: folder,
		encoding: 'utf8'
	});
}

/** A copy of what the check reads. */
function copyOfSchema(): string {
	const folder = temporaryFolder();
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
	for (const part of ['prisma', 'prisma.sqlite.config.ts']) cpSync(part, join(folder, part), { recursive: true });
	return folder;
}

describe('schema and migrations', () => {
	it('match prisma/models.prisma', () => {
		const { status, stdout, stderr } = run('check-migrations.mjs', process.cwd());
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toContain('sqlite: the migrations match the models');
	});

	it('are found to differ when a schema copy is out of date', () => {
		const folder = copyOfSchema();
		appendFileSync(join(folder, 'prisma/models.prisma'), '\nmodel Extra {\n  id String @id\n}\n');
		const { status, stderr } = run('sync-schema.mjs', folder, '--check');
		expect(status).toBe(1);
		expect(stderr).toContain('prisma/sqlite/schema.prisma is out of date');
	});

	it('are found to differ when a migration is missing', () => {
		const folder = copyOfSchema();
		for (const file of ['prisma/models.prisma', 'prisma/sqlite/schema.prisma']) {
			appendFileSync(join(folder, file), '\nmodel Extra {\n  id String @id\n}\n');
		}
		const { status, stderr } = run('check-migrations.mjs', folder);
		expect(status).toBe(1);
		expect(stderr).toMatch(/sqlite: the migrations do not match the models[\s\S]*Extra/);
	});
});
