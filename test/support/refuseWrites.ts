import type { TemporaryPlace } from './TemporaryPlace.js';

/**
 * Makes the database refuse new rows of a table, as a full disk or another program's lock would.
 *
 * @param rows Condition on `NEW` for the refused rows. Default: all.
 * @returns Function that ends it.
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

/** The bot writes as well, so the statement waits for the lock. */
const WaitForLock = 'PRAGMA busy_timeout = 60000;';

function sqliteTrigger(table: string, rows: string): [begin: string, end: string] {
	return [
		`${WaitForLock} CREATE TRIGGER refuse_writes BEFORE INSERT ON ${table} WHEN ${rows}
		BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`,
		`${WaitForLock} DROP TRIGGER refuse_writes`
	];
}

function postgresqlTrigger(table: string, rows: string): [begin: string, end: string] {
	return [
		`CREATE FUNCTION refuse_writes() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN RAISE EXCEPTION 'refused by the test'; END
		$$;
		CREATE TRIGGER refuse_writes BEFORE INSERT ON ${table}
			FOR EACH ROW WHEN (${rows}) EXECUTE FUNCTION refuse_writes()`,
		`DROP TRIGGER refuse_writes ON ${table}; DROP FUNCTION refuse_writes()`
	];
}
