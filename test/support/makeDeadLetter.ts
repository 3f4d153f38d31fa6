import { ListenersConsumer } from '../../src/lib/storage/consumers/wholeLog.js';
import { seqOf } from './seqOf.js';
import type { TemporaryPlace } from './TemporaryPlace.js';

export interface DeadLetter {
	guildId: string;
	/** Id of the event in the log. */
	id: string;
	attempts?: number;
	error?: string;
}

/**
 * Turns a handled event into a dead letter of a server's listeners. Waiting for the last retry would take half a
 * minute.
 */
export async function makeDeadLetter(
	place: Pick<TemporaryPlace, 'run'>,
	{ guildId, id, attempts = 4, error = 'Error: no role' }: DeadLetter
): Promise<void> {
	await place.run(
		`INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
		VALUES ('${ListenersConsumer}', '${guildId}', ${seqOf(id)}, 'dead_letter', ${attempts},
			'${error.replaceAll("'", "''")}', ${Date.now()})
		ON CONFLICT (consumer, guild_id, event_seq) DO UPDATE SET
			state = excluded.state, attempts = excluded.attempts, error = excluded.error, updated_at = excluded.updated_at`
	);
}
