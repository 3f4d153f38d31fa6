import type { ActivityTime } from '../events/log/ChannelActivity.js';
import { type CsvCell, toCsv } from './csv.js';

const Columns: Readonly<Record<string, (time: ActivityTime) => CsvCell>> = {
	from: ({ at }) => at,
	messages: ({ messages }) => messages,
	chatters: ({ chatters }) => chatters,
	viewers: ({ viewers }) => viewers,
	followers: ({ followers }) => followers,
	subscriptions: ({ subscriptions }) => subscriptions,
	gifts: ({ gifts }) => gifts,
	kicks: ({ kicks }) => kicks
};

/** Writes the activity of a channel as CSV: one row for each part of the time. Unknown numbers of viewers are empty. */
export function activityCsv({ times }: { times: readonly ActivityTime[] }): string {
	const cells = Object.values(Columns);
	return toCsv(
		Object.keys(Columns),
		times.map((time) => cells.map((read) => read(time)))
	);
}
