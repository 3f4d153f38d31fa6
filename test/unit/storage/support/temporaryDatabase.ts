import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import type { Database } from '../../../../src/lib/storage/types.js';
import { temporaryFolder } from './temporaryFolder.js';

/** A real database in a file of its own, closed when the running test ends. */
export async function temporaryDatabase(): Promise<Database> {
	return openForTest(join(temporaryFolder(), 'kick.db'));
}

export async function openForTest(path: string): Promise<Database> {
	const database = await openDatabase(`file:${path}`);
	onTestFinished(() => database.close());
	return database;
}
