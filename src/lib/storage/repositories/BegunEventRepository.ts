import type { QueueKey } from '../consumers/types.js';
import type { Statements } from '../direct/DirectClient.js';

/** First event that a process tries after it took over a queue. */
export interface BegunEvent extends QueueKey {
	/** `EventRow.id` */
	eventId: string;
	/** Number of starts that have begun it, this one included. */
	starts: number;
}

/**
 * Events that may crash the process: one for each queue, until it is tried. A row that exists at a start crashed a
 * process.
 *
 * Uses the driver directly, because a start writes twice for each queue with pending events.
 */
export class BegunEventRepository {
	readonly #direct: Statements;

	public constructor(direct: Statements) {
		this.#direct = direct;
	}

	public async list(): Promise<BegunEvent[]> {
		const rows = await this.#direct.$queryRaw<BegunRow[]>`
			SELECT consumer, guild_id, event_id, starts FROM kick_begun_events ORDER BY guild_id, consumer`;
		return rows.map(({ guild_id, event_id, ...row }) => ({ ...row, guildId: guild_id, eventId: event_id }));
	}

	public async save({ consumer, guildId, eventId, starts }: BegunEvent): Promise<void> {
		await this.#direct.$executeRaw`
			INSERT INTO kick_begun_events (consumer, guild_id, event_id, starts)
			VALUES (${consumer}, ${guildId}, ${eventId}, ${starts})
			ON CONFLICT (consumer, guild_id) DO UPDATE SET event_id = excluded.event_id, starts = excluded.starts`;
	}

	public async clear({ consumer, guildId }: QueueKey): Promise<void> {
		await this.#direct.$executeRaw`
			DELETE FROM kick_begun_events WHERE consumer = ${consumer} AND guild_id = ${guildId}`;
	}
}

interface BegunRow {
	consumer: string;
	guild_id: string;
	event_id: string;
	starts: number;
}
