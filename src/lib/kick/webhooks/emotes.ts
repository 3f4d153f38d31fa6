import type { KickEmote } from '../events/index.js';

/** Emote in a message. The lengths are limited, so that no text makes the search slow. */
export const EmoteToken = /\[emote:(\d{1,20}):([^[\]]{0,100})\]/g;

/** Replaces the emotes of a message by `:name:`, for places without pictures. */
export function withEmoteNames(content: string): string {
	return content.replace(EmoteToken, (_token, id: string, name: string) => emoteName({ id, name }));
}

/** Returns the name of an emote as people write it: `:KEKW:`. An emote without a name has its id. */
export function emoteName({ id, name }: KickEmote): string {
	return `:${name || id}:`;
}

/**
 * Returns the emotes of a message, each once, in order.
 *
 * Reads them from the text, because Kick's own list has no names and may be `null`. The unit of its positions is not
 * documented.
 */
export function emotesIn(content: string): KickEmote[] {
	const emotes = new Map<string, KickEmote>();
	for (const [, id = '', name = ''] of content.matchAll(EmoteToken)) {
		if (!emotes.has(id)) emotes.set(id, { id, name });
	}
	return [...emotes.values()];
}
