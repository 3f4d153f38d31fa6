import { parseLogId } from '../../src/lib/storage/events/logIds.js';

/** Returns the number of an event in the database, for SQL of tests. */
export function seqOf(id: string): number {
	const seq = parseLogId(id);
	if (seq === null) throw new Error(`${id} is no id of the log.`);
	return seq;
}
