import { drawBarChart } from '../../lib/pictures/drawBarChart.js';
import type { Leaderboard } from '../../lib/viewers/types.js';
import { durationText, periodNames } from '../watchtimeTexts.js';

/** Maximum length of an attachment's description in Discord. */
const MaxDescriptionLength = 1024;

/** Draws the leaderboard. Returns `null` if it is empty or pictures are not available. */
export async function drawLeaderboard({
	entries,
	period,
	page,
	pages
}: Leaderboard): Promise<{ png: Buffer; text: string } | null> {
	const longest = Math.max(...entries.map(({ watchedMs }) => watchedMs));
	if (entries.length === 0) return null;
	const title = `Watch time: ${periodNames[period]}${pages > 1 ? `, page ${page} of ${pages}` : ''}`;
	const png = await drawBarChart({
		title,
		bars: entries.map(({ rank, username, watchedMs, color }) => ({
			label: `${rank}. ${username}`,
			value: watchedMs,
			text: durationText(watchedMs),
			color
		})),
		full: longest,
		note: 'An estimate from chat: Kick has no list of viewers.'
	}).catch(() => null);
	if (!png) return null;
	const lines = entries.map(({ rank, username, watchedMs }) => `${rank}. ${username}: ${durationText(watchedMs)}`);
	const text = `Bar chart. ${title} (an estimate from chat). ${lines.join('; ')}`;
	return { png, text: cut(text) };
}

/** Cuts a text, but not inside an emoji, because Discord refuses half a character. */
function cut(text: string): string {
	return text.slice(0, MaxDescriptionLength).replace(/[\uD800-\uDBFF]$/, '');
}
