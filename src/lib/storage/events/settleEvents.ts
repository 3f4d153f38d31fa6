import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { chunks } from '../support/chunks.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** Events without an unfinished delivery become `handled`, or `failed` when one of their deliveries is dead. */
export async function settleEvents(
	transaction: Statements,
	rowSource: RowSource,
	seqs: readonly number[]
): Promise<void> {
	for (const chunk of chunks(seqs, 1)) {
		const events = rowSource(
			{ seq: 'number' },
			chunk.map((seq) => [BigInt(seq)])
		);
		await transaction.$executeRaw`
			UPDATE kick_events SET state = CASE
				WHEN EXISTS (
					SELECT 1 FROM kick_deliveries
					WHERE kick_deliveries.event_seq = kick_events.seq AND kick_deliveries.state = 'dead'
				) THEN 'failed' ELSE 'handled' END
			WHERE seq IN (${events}) AND NOT EXISTS (
				SELECT 1 FROM kick_deliveries
				WHERE kick_deliveries.event_seq = kick_events.seq
					AND kick_deliveries.state IN (${Prisma.join([...UnfinishedStates])})
			)`;
	}
}
