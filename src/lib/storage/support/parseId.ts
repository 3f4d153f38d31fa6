/** Parses an id of Kick in `bot_settings`. Returns `null` for anything else. */
export function parseId(value: string | null | undefined): number | null {
	const text = value?.trim();
	if (!text || !/^\d+$/.test(text)) return null;
	const id = Number(text);
	return Number.isSafeInteger(id) ? id : null;
}
