import type { Statements } from '../direct/DirectClient.js';
import type { RowLocks } from '../support/rowLocks.js';
import { storableValue } from '../support/storable.js';
import { applySighting, type LivePeriod } from './applySighting.js';
import type { StreamSighting, ViewerEvent } from './types.js';
import { addViewerSample } from './viewerSamples.js';

/** Number of newest periods that a sighting may change. Sightings of older streams would change no result. */
const PeriodsRead = 100;

/**
 * Applies the sightings in these events to the live periods. Channels are in a fixed order, so that two processes can't
 * block each other.
 */
export async function recordSightings(
	transaction: Statements,
	events: readonly Pick<ViewerEvent, 'broadcasterUserId' | 'sighting'>[],
	locks: RowLocks
): Promise<void> {
	const measured = events.flatMap(({ broadcasterUserId, sighting }) =>
		broadcasterUserId !== null && sighting ? [{ broadcasterUserId, sighting }] : []
	);
	for (const { broadcasterUserId, sighting } of measured.toSorted(
		(one, other) => one.broadcasterUserId - other.broadcasterUserId
	)) {
		await recordSighting(transaction, broadcasterUserId, sighting, locks);
	}
}

/** Reads the channel's live periods, changes and writes them, while no other process does. */
async function recordSighting(
	transaction: Statements,
	broadcasterUserId: number,
	sighting: StreamSighting,
	locks: RowLocks
): Promise<void> {
	if (locks.channel) await transaction.$executeRaw(locks.channel(broadcasterUserId));
	if (sighting.kind === 'live' && typeof sighting.viewers === 'number') {
		await addViewerSample(transaction, broadcasterUserId, sighting.at, sighting.viewers);
	}
	const rows = await transaction.$queryRaw<PeriodRow[]>`
		SELECT started_at, ended_at, seen_at, title FROM kick_streams
		WHERE broadcaster_user_id = ${broadcasterUserId}
		ORDER BY started_at DESC
		LIMIT ${PeriodsRead}`;
	const known = rows.reverse().map(toPeriod);
	const changed = applySighting(known, sighting);
	const gone = known.filter(({ startedAt }) => !changed.some((period) => period.startedAt === startedAt));
	for (const { startedAt } of gone) {
		await transaction.$executeRaw`
			DELETE FROM kick_streams WHERE broadcaster_user_id = ${broadcasterUserId} AND started_at = ${startedAt}`;
	}
	for (const period of changed) {
		if (!known.some((other) => isEqual(period, other))) await save(transaction, broadcasterUserId, period);
	}
}

async function save(
	transaction: Statements,
	broadcasterUserId: number,
	{ startedAt, endedAt, seenAt, title }: LivePeriod
): Promise<void> {
	await transaction.$executeRaw`
		INSERT INTO kick_streams (broadcaster_user_id, started_at, ended_at, seen_at, title)
		VALUES (${broadcasterUserId}, ${startedAt}, ${endedAt}, ${seenAt}, ${storableValue(title)})
		ON CONFLICT (broadcaster_user_id, started_at)
		DO UPDATE SET ended_at = excluded.ended_at, seen_at = excluded.seen_at, title = excluded.title`;
}

interface PeriodRow extends Record<'started_at' | 'seen_at', number | string> {
	ended_at: number | string | null;
	title: string | null;
}

function toPeriod({ started_at, ended_at, seen_at, title }: PeriodRow): LivePeriod {
	return {
		startedAt: Number(started_at),
		endedAt: ended_at === null ? null : Number(ended_at),
		seenAt: Number(seen_at),
		title
	};
}

function isEqual(one: LivePeriod, other: LivePeriod): boolean {
	return (
		one.startedAt === other.startedAt &&
		one.endedAt === other.endedAt &&
		one.seenAt === other.seenAt &&
		one.title === other.title
	);
}
