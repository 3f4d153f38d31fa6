import type { TemporaryPlace } from './TemporaryPlace.js';

/**
 * Lets the database refuse every new row of a table, as a full disk or a foreign lock would.
 *
 * @returns Ends it.
 */
export async function refuseWrites({ provider, run }: TemporaryPlace, table: string): Promise<() => Promise<void>> {
	await run(provider === 'sqlite' ? sqliteTrigger(table) : postgresqlTrigger(table));
	const drop = provider === 'sqlite' ? 'DROP TRIGGER refuse_writes' : `DROP TRIGGER refuse_writes ON ${table}`;
	return async () => void (await run(drop));
}

function sqliteTrigger(table: string): string {
	return `CREATE TRIGGER refuse_writes BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`;
}

function postgresqlTrigger(table: string): string {
	return `
		CREATE FUNCTION refuse_writes() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN RAISE EXCEPTION 'refused by the test'; END
		$$;
		CREATE TRIGGER refuse_writes BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_writes()`;
}
