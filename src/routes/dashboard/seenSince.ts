import type { GuildRequest } from './GuildRequest.js';

/** Machines that share a database do not quite agree on the time. */
const MarginMs = 60_000;

/** From when on a page has to be told, where its marks are times of this bot. */
export function seenSince({ query }: GuildRequest): Date {
	const time = Number(query.get('seen') ?? Number.NaN);
	const seenAt = Number.isSafeInteger(time) && time > 0 ? Math.min(time, Date.now()) : Date.now();
	return new Date(seenAt - MarginMs);
}
