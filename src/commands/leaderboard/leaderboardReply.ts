import { AttachmentBuilder } from 'discord.js';
import type { Leaderboard } from '../../lib/viewers/types.js';
import type { ReplyContent } from '../replies.js';
import { leaderboard as textOf } from '../watchtimeTexts.js';
import { drawLeaderboard } from './drawLeaderboard.js';
import { pageButtons } from './pageButtons.js';

/** Builds a page of the leaderboard: text, picture and buttons. The text is complete without the picture. */
export async function leaderboardReply(board: Leaderboard): Promise<ReplyContent> {
	const text = { content: textOf(board), components: pageButtons(board) };
	const picture = await drawLeaderboard(board);
	if (!picture) return text;
	return {
		...text,
		files: [new AttachmentBuilder(picture.png, { name: 'leaderboard.png', description: picture.text })]
	};
}
