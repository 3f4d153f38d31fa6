import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'libsql';
import type { TemporaryPlace } from './TemporaryPlace.js';

/** Returns a file in a new folder. */
export async function sqlitePlace(): Promise<TemporaryPlace> {
	const folder = await mkdtemp(join(tmpdir(), 'kick-database-'));
	return { ...sqliteAt(join(folder, 'kick.db')), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Returns the file at this path; the caller removes its folder. */
export function sqliteAt(path: string): TemporaryPlace {
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
		remove: () => rm(path, { force: true })
	};
}
