import type { KickChatMessage, KickEmote } from '../../kick/events/index.js';
import type { EventRow } from '../../storage/events/types.js';
import { parseStoredEvent } from '../consumers/parseStoredEvent.js';

/** Beginning of every emote in a message. A body without it is not parsed, which is most of the work. */
const EmoteStart = '[emote:';

/** Returns the emotes of stored chat messages, most used first. An emote that is renamed keeps its newest name. */
export function mostUsedEmotes(newestFirst: readonly Omit<EventRow, 'state'>[], limit: number): KickEmote[] {
	const uses = new Map<string, { emote: KickEmote; count: number }>();
	for (const row of newestFirst) {
		if (!row.payload.includes(EmoteStart)) continue;
		const parsed = parseStoredEvent(row);
		if (!parsed) continue;
		for (const emote of (parsed.event as KickChatMessage).emotes) {
			const known = uses.get(emote.id);
			if (known) known.count += 1;
			else uses.set(emote.id, { emote, count: 1 });
		}
	}
	const sorted = [...uses.values()].sort((one, other) => other.count - one.count);
	return sorted.slice(0, limit).map(({ emote }) => emote);
}
