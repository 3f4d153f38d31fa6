import type { Statements } from '../direct/Statements.js';
import { nextSeq } from './logIds.js';
import type { NewEvent, NumberedEvent } from './types.js';

/**
 * Gives the events the next numbers of the log, and keeps its head until the transaction ends.
 *
 * All processes take turns at the head. So a number never appears after a higher one, and readers can go on from the last they saw.
 */
export async function numberEvents(transaction: Statements, events: readonly NewEvent[]): Promise<NumberedEvent[]> {
	let last = await lockHead(transaction);
	const numbered = events.map((event) => {
		last = nextSeq(last, event.receivedAt);
		return { ...event, seq: last };
	});
	await transaction.$executeRaw`UPDATE kick_log SET last_seq = ${BigInt(last)} WHERE name = 'events'`;
	return numbered;
}

/** The last number of the log. Other processes wait for it until the transaction ends. */
export async function lockHead(transaction: Statements): Promise<number> {
	const [head] = await transaction.$queryRaw<{ last_seq: number | string }[]>`
		INSERT INTO kick_log (name, last_seq) VALUES ('events', 0)
		ON CONFLICT (name) DO UPDATE SET last_seq = kick_log.last_seq
		RETURNING last_seq`;
	return Number(head!.last_seq);
}
