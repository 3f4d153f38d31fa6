const MaxSeconds = 8_640_000_000_000;

/**
 * Formats a Discord timestamp as text. Uses UTC, because its readers are in many time zones.
 *
 * @see https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
 * @param style As in `<t:0:style>`.
 * @returns `null` for a time outside the range of `Date`.
 */
export function readableTime(seconds: number, style = 'f'): string | null {
	if (Math.abs(seconds) > MaxSeconds) return null;
	const date = new Date(seconds * 1_000).toISOString();
	const [day = '', time = ''] = date.split('T');
	if (style === 'd' || style === 'D') return day;
	const clock = style === 'T' || style === 'S' ? time.slice(0, 8) : time.slice(0, 5);
	return style === 't' || style === 'T' ? `${clock} UTC` : `${day} ${clock} UTC`;
}
