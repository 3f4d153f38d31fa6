import { LRUCache } from 'lru-cache';
import { parseStoredEvent } from '../events/consumers/parseStoredEvent.js';
import { describeEvent } from '../events/log/describeEvent.js';
import type { EventLogRepository } from '../storage/eventLog/EventLogRepository.js';
import type { ChannelScope } from '../storage/eventLog/types.js';
import type { EventRow } from '../storage/events/types.js';
import type { OverviewEvent } from './types.js';

const MaxEvents = 10;
const MaxChannels = 200;

/**
 * Last events of channels that are no chat messages.
 *
 * Remembers them, and reads only the log after them, because a busy chat has thousands of messages between two.
 */
export class LastEvents {
	readonly #known = new LRUCache<string, { events: OverviewEvent[]; readTo: string | null }>({ max: MaxChannels });

	public constructor(private readonly log: Pick<EventLogRepository, 'notable'>) {}

	/** Returns the newest events, the newest first. */
	public async of(scope: ChannelScope): Promise<OverviewEvent[]> {
		const key = `${scope.guildId} ${scope.broadcasterUserId}`;
		const known = this.#known.get(key) ?? { events: [], readTo: null };
		const { rows, readTo } = await this.log.notable(scope, { after: known.readTo, limit: MaxEvents });
		const events = [...rows.map(toOverviewEvent), ...known.events].slice(0, MaxEvents);
		this.#known.set(key, { events, readTo: readTo ?? known.readTo });
		return events;
	}
}

function toOverviewEvent(row: EventRow): OverviewEvent {
	const { id, type, sentAt } = row;
	return { id, type, at: sentAt, text: describeEvent(type, parseStoredEvent(row)?.event ?? null) };
}
