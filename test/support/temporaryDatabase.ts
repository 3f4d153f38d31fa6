import { inject, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/lib/storage/openDatabase.js';
import type { Database } from '../../src/lib/storage/types.js';
import { postgresqlPlace } from './postgresql/postgresqlPlace.js';
import { sharedPostgresqlPlace } from './postgresql/sharedPlace.js';
import { sqlitePlace } from './sqlitePlace.js';
import type { Provider, TemporaryPlace } from './TemporaryPlace.js';

/** Databases for tests of both: PostgreSQL is included if a server answers. */
export const databaseProviders: Provider[] = inject('postgresql') ? ['sqlite', 'postgresql'] : ['sqlite'];

/** Opens an empty database for one test. */
export async function temporaryDatabase(provider: Provider = 'sqlite'): Promise<Database> {
	return openForTest(await (provider === 'sqlite' ? temporaryPlace(provider) : untilTestEnds(sharedPostgresqlPlace())));
}

/** Creates a place for a database; it is removed when the running test ends. */
export async function temporaryPlace(provider: Provider): Promise<TemporaryPlace> {
	return untilTestEnds(provider === 'sqlite' ? sqlitePlace() : postgresqlPlace());
}

async function untilTestEnds(making: Promise<TemporaryPlace>): Promise<TemporaryPlace> {
	const place = await making;
	onTestFinished(() => place.remove());
	return place;
}

/** Opens it until the running test ends. */
export async function openForTest({ url }: Pick<TemporaryPlace, 'url'>): Promise<Database> {
	const database = await openDatabase(url);
	onTestFinished(() => database.close().catch(() => undefined));
	return database;
}
