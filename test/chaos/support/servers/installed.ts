import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Debian keeps the programs of a PostgreSQL server out of the PATH. */
const PostgresqlFolder = '/usr/lib/postgresql';

/**
 * Returns the path of a server's program; `null` if it is not installed, so that its tests can't run.
 *
 * @throws With `CI=true`, where the tests must run.
 */
export async function installed(program: 'redis-server' | 'initdb'): Promise<string | null> {
	const versions = await readdir(PostgresqlFolder).catch(() => []);
	const folders = [
		...(process.env.PATH ?? '').split(delimiter),
		...versions.map((version) => join(PostgresqlFolder, version, 'bin'))
	];
	const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
	if (found) return found;
	if (process.env.CI === 'true') throw new Error(`These tests start a server of their own: install ${program}.`);
	console.warn(`Tests skipped: they start a server of their own, and ${program} is not installed.`);
	return null;
}
