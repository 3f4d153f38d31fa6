/** A number of Kick's out of `bot_settings`, or `null` for anything else. */
export function parseId(value: string | null | undefined): number | null {
	const text = value?.trim();
	if (!text || !/^\d+$/.test(text)) return null;
	const id = Number(text);
	return Number.isSafeInteger(id) ? id : null;
}
