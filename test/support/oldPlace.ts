import { migrations } from '../../src/generated/migrations.js';
import type { Provider, TemporaryPlace } from './TemporaryPlace.js';
import { temporaryPlace } from './temporaryDatabase.js';

/** Prisma's own table. */
export const HistoryTable: Record<Provider, string> = {
	sqlite: `CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME,
		migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME,
		started_at DATETIME NOT NULL DEFAULT current_timestamp, applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0);`,
	postgresql: `CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
		finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
		started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);`
};

/** Creates a database as an earlier version left it: with the migrations before the named one. */
export async function oldPlace(provider: Provider, before: string): Promise<TemporaryPlace> {
	const place = await temporaryPlace(provider);
	await migrateBefore(place, before);
	return place;
}

export async function migrateBefore(place: TemporaryPlace, before: string): Promise<void> {
	const { provider } = place;
	const all = migrations[provider];
	const applied = all.slice(
		0,
		all.findIndex(({ name }) => name.endsWith(before))
	);
	const history = applied.map(
		({ name, checksum }) =>
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
			VALUES ('${checksum.slice(0, 36)}', '${checksum}', '${name}', '2026-01-01')`
	);
	await place.run([HistoryTable[provider], ...applied.map(({ sql }) => sql), ...history].join(';\n'));
}
