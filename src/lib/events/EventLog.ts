import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import type { EventLogFilter, EventRepository, LoggedEvent } from '../storage/types.js';
import type { GuildRoutes } from './GuildRoutes.js';

/** What arrived and what became of it. */
export class EventLog {
	public constructor(
		private readonly events: Pick<EventRepository, 'list' | 'find' | 'requeue'>,
		private readonly routes: Pick<GuildRoutes, 'guildsOf'>,
		private readonly onReplay: (guildId: string) => void
	) {}

	/** Newest first. */
	public list(filter: EventLogFilter = {}): Promise<LoggedEvent[]> {
		return this.events.list(filter);
	}

	/**
	 * Hands an event to its Discord servers once more, also one that was put aside or is stale.
	 *
	 * @param id Of the log, or Kick's message id.
	 * @returns The servers that get it; an error with `not_found`, or `bad_request` where there is none.
	 */
	public async replay(id: string): Promise<Result<readonly string[], KickError>> {
		const event = await this.events.find(id);
		if (!event) return err(new KickError('not_found', `The log has no event ${JSON.stringify(id)}.`));
		const guildIds = await this.#serversOf(event);
		if (guildIds.length === 0) {
			return err(new KickError('bad_request', 'No Discord server is linked to the channel of this event.'));
		}
		await this.events.requeue(event.id, guildIds);
		for (const guildId of guildIds) this.onReplay(guildId);
		return ok(guildIds);
	}

	/** Those that it went to; for one that was never announced, those that it would go to now. */
	async #serversOf({ deliveries, broadcasterUserId }: LoggedEvent): Promise<readonly string[]> {
		if (deliveries.length > 0) return deliveries.map(({ guildId }) => guildId);
		return broadcasterUserId === null ? [] : this.routes.guildsOf(broadcasterUserId);
	}
}
