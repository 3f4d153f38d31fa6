import { Prisma } from '../prisma.js';
import { UnfinishedStates } from './states.js';

/**
 * Returns a condition for rows of `kick_events` that one of these consumers still has to handle for a server.
 *
 * Needs {@link leastPositions} in the same query. Nearly all events are before every cursor of their channel. For
 * these, the cursors of each server need not be read.
 */
export function isUnfinished(consumers: readonly string[]): Prisma.Sql {
	const names = Prisma.join([...consumers]);
	return Prisma.sql`(
		kick_events.seq IN (
			SELECT event_seq FROM kick_deliveries
			WHERE state IN (${Prisma.join([...UnfinishedStates])}) AND consumer IN (${names})
		) OR kick_events.state = 'received' AND kick_events.seq > COALESCE(positions.least, kick_events.seq) AND EXISTS (
			SELECT 1 FROM kick_cursors
			WHERE kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
				AND kick_cursors.consumer IN (${names}) AND kick_cursors.guild_id <> ''
				AND kick_cursors.seq < kick_events.seq
				AND (kick_events.guild_id IS NULL OR kick_events.guild_id = kick_cursors.guild_id)
		)
	)`;
}

/** Joins `positions` to a query of `kick_events`: for each channel the cursor that is furthest behind. */
export function leastPositions(consumers: readonly string[]): Prisma.Sql {
	return Prisma.sql`
		LEFT JOIN (
			SELECT broadcaster_user_id AS channel, MIN(seq) AS least FROM kick_cursors
			WHERE guild_id <> '' AND consumer IN (${Prisma.join([...consumers])})
			GROUP BY broadcaster_user_id
		) AS positions ON positions.channel = kick_events.broadcaster_user_id`;
}
