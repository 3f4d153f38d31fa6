import { expect, it } from 'vitest';
import { drawLeaderboard } from '../../../src/commands/leaderboard/drawLeaderboard.js';
import type { Leaderboard } from '../../../src/lib/viewers/types.js';

const page = { period: 'all', total: 1, page: 1, pages: 1, present: 0, streamIsLive: false, stream: null } as const;

it.each([0, 1])('limits the text of a picture to Discord’s maximum of whole characters (%i)', async (shift) => {
	const username = 'x'.repeat(shift) + '😀'.repeat(1_000);
	const board: Leaderboard = { ...page, entries: [{ rank: 1, userId: 1, username, color: null, watchedMs: 60_000 }] };
	const { text } = (await drawLeaderboard(board))!;
	expect(text.length).toBeGreaterThan(1_000);
	expect(text.length).toBeLessThanOrEqual(1_024);
	expect(Buffer.from(text).toString()).toBe(text);
});
