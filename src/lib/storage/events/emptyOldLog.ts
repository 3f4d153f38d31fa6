import type { DirectClient } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { HighestOldId } from './logIds.js';

type Empty = (direct: DirectClient, isStopped: () => boolean) => Promise<void>;

const Step = 5_000;

/** Deletes the rows of version 0.1 after they are copied. */
export const emptyOldLog: Record<Provider, Empty> = {
	/** Drops the tables and creates them again, because SQLite deletes single rows slowly. */
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
	 * Deletes rows, because the bot's database user may not be allowed to drop tables.
	 *
	 * The oldest row goes last, because it marks that everything is copied if the process ends early.
	 */
	postgresql: async (direct, isStopped) => {
		for (let before = HighestOldId; !isStopped(); ) {
			const [step] = await direct.$queryRaw<{ first: string | null }[]>`
				SELECT MIN(id) AS first FROM (
					SELECT id FROM kick_old_events WHERE id < ${before} ORDER BY id DESC LIMIT ${Step}
				) AS step`;
			const first = step?.first ?? null;
			if (first === null) return;
			await retryConflicts(async () => {
				await direct.$executeRaw`
					DELETE FROM kick_old_deliveries WHERE event_id >= ${first} AND event_id < ${before}`;
				await direct.$executeRaw`DELETE FROM kick_old_events WHERE id >= ${first} AND id < ${before}`;
			});
			before = first;
		}
	}
};
