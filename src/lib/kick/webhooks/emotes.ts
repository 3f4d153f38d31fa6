import type { KickEmote } from '../events/index.js';

/** Bounded, so that no text makes the search slow. */
const EmoteToken = /\[emote:(\d{1,20}):([^[\]]{0,100})\]/g;

/** A message with its emotes as `:name:`, for where there are no pictures. */
export function withEmoteNames(content: string): string {
	return content.replace(EmoteToken, ':$2:');
}

/**
 * Emotes of a message, each once, in order.
 *
 * Read from the text: Kick's own list has no names and may be `null`, and what its positions count is not documented.
 */
export function emotesIn(content: string): KickEmote[] {
	const emotes = new Map<string, KickEmote>();
	for (const [, id = '', name = ''] of content.matchAll(EmoteToken)) {
		if (!emotes.has(id)) emotes.set(id, { id, name });
	}
	return [...emotes.values()];
}
