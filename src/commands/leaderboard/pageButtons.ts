import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { isWatchPeriod, type Leaderboard, type WatchPeriod } from '../../lib/viewers/types.js';

/** One page of a leaderboard, as its buttons and options name it. */
export interface LeaderboardPlace {
	period: WatchPeriod;
	/** Number of the page, from 1. */
	page: number;
}

const Prefix = 'sapphire-plugin-kick:leaderboard';

/** Builds buttons whose ids contain their target, so that they work after a restart and in every process. */
export function pageButtons({ period, page, pages }: Leaderboard): ActionRowBuilder<ButtonBuilder>[] {
	if (pages <= 1) return [];
	const button = (label: string, target: number) =>
		new ButtonBuilder()
			.setCustomId(`${Prefix}:${period}:${target}`)
			.setLabel(label)
			.setStyle(ButtonStyle.Secondary)
			.setDisabled(target < 1 || target > pages);
	return [new ActionRowBuilder<ButtonBuilder>().addComponents(button('Previous', page - 1), button('Next', page + 1))];
}

/** Returns the target of a button, or `null` for a button of another kind. */
export function placeOfButton(customId: string): LeaderboardPlace | null {
	if (!customId.startsWith(`${Prefix}:`)) return null;
	const [period = '', page = ''] = customId.slice(Prefix.length + 1).split(':');
	return isWatchPeriod(period) && /^\d{1,6}$/.test(page) ? { period, page: Number(page) } : null;
}
