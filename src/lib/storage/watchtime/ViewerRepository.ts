import { countChatters } from '../chatters/countChatters.js';
import { moveCursor, takeCursor, ViewersConsumer } from '../consumers/wholeLog.js';
import type { DirectClient, Statements } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import { fromStoredRow, type StoredRow } from '../events/storedRow.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { recordSightings } from './recordSightings.js';
import { recordVisits } from './recordVisits.js';
import type { ReadViewerFacts, ViewerEvent } from './types.js';

interface ViewerRepositoryDependencies {
	direct: DirectClient;
	rowSource: RowSource;
	locks: RowLocks;
	presenceMs: number;
}

/**
 * Counts chatters, visits and streams from the event log. The position in the log is committed together with the
 * counts.
 */
export class ViewerRepository {
	public constructor(private readonly dependencies: ViewerRepositoryDependencies) {}

	/**
	 * Counts the next events. Each is counted exactly once, across all processes.
	 *
	 * @returns Number of events processed, at most `limit`; 0 at the end of the log.
	 */
	public countNext(limit: number, read: ReadViewerFacts): Promise<number> {
		const { direct, rowSource, locks, presenceMs } = this.dependencies;
		return retryConflicts(() =>
			// Position and counts are lost together, so a power cut causes no double count.
			direct.$transaction(
				async (transaction) => {
					const cursor = await takeCursor(transaction, ViewersConsumer);
					const { last, count } = await nextSlice(transaction, cursor, limit);
					if (last === null) return 0;
					const events = await readEvents(transaction, cursor, last, read);
					await countChatters(transaction, rowSource, events);
					await recordVisits(transaction, rowSource, events, presenceMs);
					await recordSightings(transaction, events, locks);
					await moveCursor(transaction, ViewersConsumer, last);
					return count;
				},
				{ waitsForDisk: false }
			)
		);
	}
}

async function nextSlice(transaction: Statements, cursor: number, limit: number) {
	const [slice] = await transaction.$queryRaw<{ last: number | string | null; count: number | string }[]>`
		SELECT MAX(seq) AS last, COUNT(*) AS count
		FROM (SELECT seq FROM kick_events WHERE seq > ${BigInt(cursor)} ORDER BY seq LIMIT ${limit}) AS slice`;
	return { last: slice?.last == null ? null : Number(slice.last), count: Number(slice?.count ?? 0) };
}

/**
 * Reads the events that viewers are counted from. Only countable messages have a sender: not the bot's own, and not
 * those of unlinked channels.
 */
async function readEvents(
	transaction: Statements,
	cursor: number,
	last: number,
	read: ReadViewerFacts
): Promise<ViewerEvent[]> {
	const rows = await transaction.$queryRaw<StoredRow[]>`
		SELECT * FROM kick_events
		WHERE seq > ${BigInt(cursor)} AND seq <= ${BigInt(last)} AND source IN ('webhook', 'websocket')
			AND state NOT IN ('duplicate', 'ignored', 'unreadable')
			AND (sender_user_id IS NOT NULL OR type = 'livestream.status.updated')
		ORDER BY seq`;
	return rows.map(fromStoredRow).flatMap((row) => {
		const facts = read(row);
		return facts ? [{ broadcasterUserId: row.broadcasterUserId, sentAt: row.sentAt, ...facts }] : [];
	});
}
