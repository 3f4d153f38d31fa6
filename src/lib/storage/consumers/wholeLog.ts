import type { Statements } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';

/** Consumer with a queue for each Discord server: the listeners of the host. */
export const ListenersConsumer = 'listeners';
/** Consumer of the whole log: counts chatters, watch time and streams. */
export const ViewersConsumer = 'viewers';

/** Selects the number up to which viewers are counted. Later events must not be deleted. */
export const CountedUpTo = Prisma.sql`(SELECT MAX(seq) FROM kick_cursors WHERE consumer = ${ViewersConsumer})`;

/**
 * Returns the number of the last event that a consumer of the whole log has processed. Locks it until the transaction
 * ends, so that no event counts twice.
 */
export async function takeCursor(transaction: Statements, consumer: string): Promise<number> {
	const [cursor] = await transaction.$queryRaw<{ seq: number | string }[]>`
		INSERT INTO kick_cursors (consumer, guild_id, broadcaster_user_id, seq) VALUES (${consumer}, '', 0, 0)
		ON CONFLICT (consumer, guild_id, broadcaster_user_id) DO UPDATE SET seq = kick_cursors.seq
		RETURNING seq`;
	return Number(cursor!.seq);
}

export async function moveCursor(transaction: Statements, consumer: string, seq: number): Promise<void> {
	await transaction.$executeRaw`
		UPDATE kick_cursors SET seq = ${BigInt(seq)}
		WHERE consumer = ${consumer} AND guild_id = '' AND broadcaster_user_id = 0`;
}
