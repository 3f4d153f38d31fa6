import { setTimeout as pause } from 'node:timers/promises';
import { PostgresqlWrites } from './PostgresqlWrites.mjs';
import { SqliteWrites } from './SqliteWrites.mjs';

/** Viewers are counted from the log once a second. */
const CountedMs = 2_500;

/**
 * Measures what the database writes for an event, while `deliver` sends that many events and waits for their handling:
 * `bytesWritten`, `bytesKept` and `rows` by table.
 *
 * Bytes and rows are measured in two passes, because counting rows on SQLite needs triggers, which write as well.
 */
export const writesOf = {
	sqlite: (linked, events, deliver) => measure(new SqliteWrites(linked), events, deliver),
	postgresql: (linked, events, deliver) => measure(new PostgresqlWrites(linked), events, deliver)
};

async function measure(writes, events, deliver) {
	const settled = async () => {
		await deliver();
		await pause(CountedMs);
	};
	const { written, kept } = await writes.bytes(settled);
	const rows = await writes.rows(settled);
	return {
		bytesWritten: written / events,
		bytesKept: kept / events,
		rows: Object.fromEntries(Object.entries(rows).map(([table, count]) => [table, count / events]))
	};
}
