import type { TemporaryPlace } from './TemporaryPlace.js';

/**
 * Lets the database refuse new rows of a table, as a full disk or a foreign lock would.
 *
 * @param rows Which of them, as a condition on `NEW`. Default: all.
 * @returns Ends it.
 */
export async function refuseWrites(
	{ provider, run }: TemporaryPlace,
	table: string,
	rows = '1 = 1'
): Promise<() => Promise<void>> {
	const [begin, end] = provider === 'sqlite' ? sqliteTrigger(table, rows) : postgresqlTrigger(table, rows);
	await run(begin);
	return () => run(end);
}

/** The bot writes as well, so the lock is waited for. */
const WaitForLock = 'PRAGMA busy_timeout = 60000;';

function sqliteTrigger(table: string, rows: string): [begin: string, end: string] {
	return [
		`${WaitForLock} CREATE TRIGGER refuse_writes BEFORE INSERT ON ${table} WHEN ${rows} BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`,
		`${WaitForLock} DROP TRIGGER refuse_writes`
	];
}

function postgresqlTrigger(table: string, rows: string): [begin: string, end: string] {
	return [
		`CREATE FUNCTION refuse_writes() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN RAISE EXCEPTION 'refused by the test'; END
		$$;
		CREATE TRIGGER refuse_writes BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${rows}) EXECUTE FUNCTION refuse_writes()`,
		`DROP TRIGGER refuse_writes ON ${table}`
	];
}
