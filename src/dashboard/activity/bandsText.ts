import type { ActivityStream } from '../../lib/events/log/ChannelActivity.js';

/** Describes the shaded parts of a chart for its text alternative. Their titles are in the list of streams. */
export function bandsText({ length }: readonly ActivityStream[]): string {
	if (length === 0) return 'No stream in this period.';
	return length === 1 ? 'One stream is shaded.' : `${length} streams are shaded.`;
}
