import type { DirectClient } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';
import type { Database } from '../types.js';

const Step = 5_000;
/** Behind all ids of version 0.1. */
export const Highest = '~';

/** Deletes what version 0.1 has stored, once it is copied. */
export const emptyOldLog: Record<Database['provider'], (direct: DirectClient) => Promise<void>> = {
	/** SQLite frees a table in one go, and deletes rows one by one: their ids are in no order, so that takes minutes. */
	sqlite: (direct) =>
		direct.$transaction(
			async (transaction) => {
				const objects = await transaction.$queryRaw<{ sql: string }[]>`
					SELECT sql FROM sqlite_master
					WHERE tbl_name IN ('kick_old_events', 'kick_old_deliveries') AND sql IS NOT NULL
					ORDER BY type DESC, tbl_name DESC`;
				await transaction.$executeRaw`DROP TABLE kick_old_deliveries`;
				await transaction.$executeRaw`DROP TABLE kick_old_events`;
				for (const { sql } of objects) await transaction.$executeRaw(Prisma.raw(sql));
			},
			{ waitsForDisk: false }
		),
	/**
	 * The bot's user may not be allowed to do more than to delete rows. The oldest goes last: it says that everything is copied, should
	 * the process end before.
	 */
	postgresql: async (direct) => {
		let last: string | null = Highest;
		while (last !== null) {
			const rows: { id: string | null }[] = await direct.$queryRaw`
				SELECT MIN(id) AS id FROM (
					SELECT id FROM kick_old_events WHERE id < ${last} ORDER BY id DESC LIMIT ${Step}
				) AS step`;
			last = rows[0]?.id ?? null;
			if (last === null) return;
			await direct.$executeRaw`DELETE FROM kick_old_deliveries WHERE event_id >= ${last}`;
			await direct.$executeRaw`DELETE FROM kick_old_events WHERE id >= ${last}`;
		}
	}
};
