import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/lib/storage/openDatabase.js';
import type { Database } from '../../src/lib/storage/types.js';

/** A fresh SQLite file for one test. */
export async function temporaryDatabase(): Promise<Database> {
	const folder = await mkdtemp(join(tmpdir(), 'kick-database-'));
	const database = await openDatabase(`file:${join(folder, 'kick.db')}`);
	onTestFinished(async () => {
		await database.close().catch(() => undefined);
		await rm(folder, { recursive: true, force: true });
	});
	return database;
}
