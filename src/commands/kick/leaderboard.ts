import { container } from '@sapphire/framework';
import { isWatchPeriod, WatchPeriods } from '../../lib/viewers/types.js';
import { leaderboardReply } from '../leaderboard/leaderboardReply.js';
import type { LeaderboardPlace } from '../leaderboard/pageButtons.js';
import { failed } from '../texts.js';
import { periodNames } from '../watchtimeTexts.js';
import { defineSubcommand } from './defineSubcommand.js';

const FirstPage: LeaderboardPlace = { period: 'all', page: 1 };

export const leaderboard = defineSubcommand<LeaderboardPlace>({
	name: 'leaderboard',
	description: 'Show who watched longest on Kick (an estimate from chat)',
	parameters: `[${WatchPeriods.join('|')}] [page]`,
	visibility: 'public',
	addOptions: (builder) =>
		builder
			.addStringOption((option) =>
				option
					.setName('period')
					.setDescription('Period to count. Default: all')
					.addChoices(...WatchPeriods.map((period) => ({ name: periodNames[period], value: period })))
			)
			.addIntegerOption((option) => option.setName('page').setDescription('Page to show').setMinValue(1)),
	parseOptions: (options) => {
		const period = options.getString('period') ?? '';
		return {
			period: isWatchPeriod(period) ? period : FirstPage.period,
			page: options.getInteger('page') ?? FirstPage.page
		};
	},
	parseText: (text) => parsePlace(text.toLowerCase().split(/\s+/).filter(Boolean)),
	async run(request, place) {
		const board = await container.kick.watchtime.leaderboard(request.guildId, place);
		await request.answer(board.isOk() ? await leaderboardReply(board.unwrap()) : failed(board.unwrapErr()));
	}
});

/** Parses a period, a page, or both, in any order. */
function parsePlace(words: readonly string[]): LeaderboardPlace | null {
	const periods = words.filter(isWatchPeriod);
	const pages = words.filter((word) => /^\d{1,6}$/.test(word)).map(Number);
	if (periods.length > 1 || pages.length > 1 || periods.length + pages.length < words.length) return null;
	return { period: periods[0] ?? FirstPage.period, page: pages[0] ?? FirstPage.page };
}
