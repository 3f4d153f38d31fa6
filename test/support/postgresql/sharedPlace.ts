import { afterAll } from 'vitest';
import type { TemporaryPlace } from '../TemporaryPlace.js';
import { postgresqlPlace } from './postgresqlPlace.js';

// TRUNCATE takes as long as a new schema.
const Empty = `DO $$ DECLARE name text; BEGIN
	PERFORM set_config('lock_timeout', '5s', true);
	FOR name IN
		SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'
	LOOP
		EXECUTE format('DELETE FROM %I', name);
	END LOOP;
END $$`;

/** Deleted rows stay on the disk for a while, and slow down the next test if there were many. */
const FewEvents = 100;

const left: TemporaryPlace[] = [];

afterAll(async () => {
	for (const place of left.splice(0)) await place.remove();
});

/** Returns an empty place of an earlier test of the file, if there is one: migrating takes longer than most tests. */
export async function sharedPostgresqlPlace(): Promise<TemporaryPlace> {
	const place = left.pop() ?? (await postgresqlPlace());
	return { ...place, remove: () => emptyOrRemove(place) };
}

async function emptyOrRemove(place: TemporaryPlace): Promise<void> {
	try {
		const [events] = await place.query('SELECT count(*) AS count FROM kick_events');
		if (Number(events?.count) > FewEvents) return await place.remove();
		await place.query(Empty);
		left.push(place);
	} catch {
		await place.remove();
	}
}
