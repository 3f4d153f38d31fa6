import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'libsql';
import type { TemporaryPlace } from './TemporaryPlace.js';

/** A file in a folder of its own. */
export async function sqlitePlace(): Promise<TemporaryPlace> {
	const folder = await mkdtemp(join(tmpdir(), 'kick-database-'));
	const path = join(folder, 'kick.db');

	async function use<T>(run: (driver: Driver.Database) => T): Promise<T> {
		const driver = new Driver(path);
		try {
			return run(driver);
		} finally {
			driver.close();
		}
	}
	return {
		provider: 'sqlite',
		url: `file:${path}`,
		run: (script) => use((driver) => void driver.exec(script)),
		query: (sql) => use((driver) => driver.prepare(sql).all() as Record<string, unknown>[]),
		remove: () => rm(folder, { recursive: true, force: true })
	};
}
