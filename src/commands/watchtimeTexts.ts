import { TimestampStyles, time } from 'discord.js';
import type { Leaderboard, ViewerWatchtime, WatchPeriod } from '../lib/viewers/types.js';
import { plainText } from './plainText.js';
import { fitLines } from './texts.js';

/** Names of periods in choices and headings. */
export const periodNames: Record<WatchPeriod, string> = {
	stream: 'Current or last stream',
	day: 'Today',
	week: 'Last 7 days',
	month: 'Last 30 days',
	all: 'All time'
};

const Estimate = 'an estimate from chat: Kick has no list of viewers';
const NameLength = 50;

/** Formats a duration in whole minutes. */
export function durationText(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / 60_000);
	if (minutes < 1) return 'under 1 min';
	if (minutes < 60) return `${minutes} min`;
	const rest = minutes % 60;
	return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

export function leaderboard({ entries, period, page, pages, total, stream }: Leaderboard): string {
	if (period === 'stream' && !stream) return 'The bot has not seen a stream of this channel yet.';
	if (total === 0) {
		return (
			`No watch time yet (${periodNames[period]}). ` +
			'Watch time is counted from chat messages while the stream is live.'
		);
	}
	return fitLines([
		`Who watched longest, ${periodNames[period]} (${Estimate}):`,
		...entries.map(({ rank, username, watchedMs }) => rankLine(rank, username, watchedMs)),
		`Page ${page} of ${pages}, ${counted(total, 'viewer')} in all.`
	]);
}

/** @param periods Watch time of one viewer. The last period is the longest. */
export function watchtimeOf(periods: readonly ViewerWatchtime[]): string {
	const all = periods.at(-1)!;
	const lines = periods.map(({ period, watchedMs, rank, watchers }) => {
		const watched = rank === null ? 'none' : `${durationText(watchedMs)}, rank ${rank} of ${watchers}`;
		return `• ${periodNames[period]}: ${watched}`;
	});
	const seen = all.isPresent
		? 'In chat now.'
		: `Last message in chat ${time(all.lastSeenAt, TimestampStyles.RelativeTime)}.`;
	return [`Watch time of ${plainText(all.viewer.username, NameLength)} (${Estimate}):`, ...lines, seen].join('\n');
}

/** Text about the current or last stream, for `watchtime` without a viewer. */
export function streamSummary(board: Leaderboard, commandName: string): string {
	const how =
		`For one viewer: \`/${commandName} watchtime viewer:\` and the name on Kick. ` +
		`For all: \`/${commandName} leaderboard\`.`;
	if (!board.stream) return ['The bot has not seen a stream of this channel yet.', how].join('\n');
	return fitLines([
		`${streamLine(board)} ${counted(board.total, 'viewer')} watched it (${Estimate}).`,
		...board.entries.map(({ rank, username, watchedMs }) => rankLine(rank, username, watchedMs)),
		how
	]);
}

function streamLine({ streamIsLive, stream, present }: Leaderboard): string {
	if (!stream) return '';
	const started = time(stream.startedAt, TimestampStyles.RelativeTime);
	return streamIsLive
		? `The stream started ${started}. ${counted(present, 'person', 'people')} in chat now.`
		: `The stream is offline. The last one started ${started}.`;
}

function rankLine(rank: number, username: string, watchedMs: number): string {
	return `**${rank}.** ${plainText(username, NameLength)}: ${durationText(watchedMs)}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
