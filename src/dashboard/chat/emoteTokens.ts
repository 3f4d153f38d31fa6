/** Emote in a message, in the format that `emotesIn` reads. */
export const EmoteToken = /\[emote:(\d{1,20}):([^[\]]{0,100})\]/g;

/** Replaces emotes by their names, for a line without pictures. */
export function emotesAsNames(text: string): string {
	return text.replace(EmoteToken, (_token, id: string, name: string) => emoteName({ id, name }));
}

/** Returns the name of an emote as people write it: `:KEKW:`. */
export function emoteName({ id, name }: { id: string; name: string }): string {
	return `:${name || id}:`;
}
