import { KickError } from '../kick/errors.js';

/** Migration that is built into the plugin. */
export interface Migration {
	readonly name: string;
	/** SHA-256 (hex) of the file, as Prisma computes it. */
	readonly checksum: string;
	readonly sql: string;
}

/** Row of Prisma's `_prisma_migrations`. */
export interface AppliedMigration {
	readonly name: string;
	readonly checksum: string;
	readonly finished: boolean;
}

/**
 * Returns the first migration that the database lacks, or `null`.
 *
 * Ignores migrations that are not the plugin's, because a host bot may keep its own tables in the same database.
 *
 * @throws {KickError} `storage_unavailable` when this version can't continue the history.
 */
export function nextMigration(
	history: readonly AppliedMigration[],
	migrations: readonly Migration[]
): Migration | null {
	const known = new Map(migrations.map((migration) => [migration.name, migration]));
	for (const applied of history) {
		const migration = known.get(applied.name);
		if (migration || isPluginMigration(applied.name)) check(applied, migration);
	}
	const names = new Set(history.map(({ name }) => name));
	return migrations.find(({ name }) => !names.has(name)) ?? null;
}

function isPluginMigration(name: string): boolean {
	return /^\d+_kick_/.test(name);
}

function check(applied: AppliedMigration, migration: Migration | undefined): void {
	if (!migration) {
		throw refusal(
			'The database was used by a newer version of sapphire-plugin-kick: it has the migration ' +
				`${applied.name}, which this version does not know. Update the plugin, or point DATABASE_URL at ` +
				'another database.'
		);
	}
	if (!applied.finished) {
		throw refusal(
			`The migration ${applied.name} stopped half-way in this database. Restore a backup, or repair ` +
				`the tables by hand and run "prisma migrate resolve".`
		);
	}
	if (applied.checksum !== migration.checksum) {
		throw refusal(
			`The migration ${applied.name} is not the one that this database was set up with. Install the ` +
				'version of sapphire-plugin-kick that was used before, or restore a backup.'
		);
	}
}

function refusal(hint: string): KickError {
	return new KickError('storage_unavailable', hint);
}
