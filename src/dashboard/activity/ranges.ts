import type { ActivityTime } from '../../lib/events/log/ChannelActivity.js';

export interface Range {
	hours: number;
	name: string;
	/** How many times of `KickActivity` make one place of a chart, so that there are about a hundred at most. */
	together: number;
	/** How long a place is, in words. */
	place: string;
}

export const Ranges: readonly Range[] = [
	{ hours: 1, name: 'Last hour', together: 1, place: 'minute' },
	{ hours: 24, name: 'Last 24 hours', together: 3, place: '15 minutes' },
	{ hours: 168, name: 'Last 7 days', together: 8, place: '2 hours' }
];

const Default = Ranges[1]!;

/** Whatever is not known is the last day. */
export function rangeOf(query: URLSearchParams): Range {
	return Ranges.find(({ hours }) => String(hours) === query.get('hours')) ?? Default;
}

/** Sums of messages; of lags the worst. */
export function putTogether(times: readonly ActivityTime[], together: number): ActivityTime[] {
	const places: ActivityTime[] = [];
	for (let start = 0; start < times.length; start += together) {
		const group = times.slice(start, start + together);
		const lags = group.flatMap(({ lagMs }) => lagMs ?? []);
		places.push({
			at: group[0]!.at,
			messages: group.reduce((sum, { messages }) => sum + messages, 0),
			events: group.reduce((sum, { events }) => sum + events, 0),
			lagMs:
				lags.length === 0
					? null
					: { p50: Math.max(...lags.map(({ p50 }) => p50)), p95: Math.max(...lags.map(({ p95 }) => p95)) }
		});
	}
	return places;
}
