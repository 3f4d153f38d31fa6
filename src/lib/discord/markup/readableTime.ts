const MaxSeconds = 8_640_000_000_000;

/**
 * A timestamp of Discord's in words. Its readers are in many time zones, so it is in UTC.
 *
 * @param style As in `<t:0:style>`. @see https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
 * @returns `null` for a time that there is not.
 */
export function readableTime(seconds: number, style = 'f'): string | null {
	if (Math.abs(seconds) > MaxSeconds) return null;
	const date = new Date(seconds * 1_000).toISOString();
	const [day = '', time = ''] = date.split('T');
	if (style === 'd' || style === 'D') return day;
	const clock = style === 'T' || style === 'S' ? time.slice(0, 8) : time.slice(0, 5);
	return style === 't' || style === 'T' ? `${clock} UTC` : `${day} ${clock} UTC`;
}
