import type { Statements } from '../direct/Statements.js';
import type { BegunEvent, BegunEventRepository } from './types.js';

/** Straight on the driver: a start writes twice for each server that has waiting events. */
export class PrismaBegunEventRepository implements BegunEventRepository {
	readonly #direct: Statements;

	public constructor(direct: Statements) {
		this.#direct = direct;
	}

	public async list(): Promise<BegunEvent[]> {
		const rows = await this.#direct.$queryRaw<{ guild_id: string; event_id: string; starts: number }[]>`
			SELECT guild_id, event_id, starts FROM kick_begun_events ORDER BY guild_id`;
		return rows.map(({ guild_id, event_id, starts }) => ({ guildId: guild_id, eventId: event_id, starts }));
	}

	public async save({ guildId, eventId, starts }: BegunEvent): Promise<void> {
		await this.#direct.$executeRaw`
			INSERT INTO kick_begun_events (guild_id, event_id, starts) VALUES (${guildId}, ${eventId}, ${starts})
			ON CONFLICT (guild_id) DO UPDATE SET event_id = excluded.event_id, starts = excluded.starts`;
	}

	public async clear(guildId: string): Promise<void> {
		await this.#direct.$executeRaw`DELETE FROM kick_begun_events WHERE guild_id = ${guildId}`;
	}
}
