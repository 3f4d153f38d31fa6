/** Kick is not trusted with longer pauses: a wrong header must not silence a channel. */
const LongestMs = 60_000;

/**
 * Reads `Retry-After`, seconds or an HTTP date, as milliseconds from now.
 *
 * @returns `null` when absent or unreadable; at most 60,000.
 */
export function parseRetryAfter(header: string | undefined, now = Date.now()): number | null {
	const text = header?.trim();
	if (!text) return null;
	const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate(text) - now;
	return Number.isNaN(waitMs) ? null : Math.min(Math.max(Math.ceil(waitMs), 0), LongestMs);
}

/** HTTP dates begin with the name of a day; `Date.parse` alone would take nearly any text. */
function httpDate(text: string): number {
	return /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
}
