import { container, Result } from '@sapphire/framework';
import type { WatchPeriod } from '../../lib/viewers/types.js';
import { failed } from '../texts.js';
import { streamSummary, watchtimeOf } from '../watchtimeTexts.js';
import { defineSubcommand } from './defineSubcommand.js';

const MaxNameLength = 100;

/** Without a name it shows the stream, because the bot does not know the Kick account of a Discord user. */
export const watchtime = defineSubcommand<{ viewer: string | null }>({
	name: 'watchtime',
	description: 'Show how long a Kick viewer watched (an estimate from chat)',
	parameters: '[name on Kick]',
	visibility: 'public',
	addOptions: (builder) =>
		builder.addStringOption((option) =>
			option.setName('viewer').setDescription("The viewer's name on Kick").setMaxLength(MaxNameLength)
		),
	parseOptions: (options) => ({ viewer: options.getString('viewer') }),
	parseText: (text) => (text.length > MaxNameLength ? null : { viewer: text || null }),
	async run(request, { viewer }) {
		const { watchtime } = container.kick;
		if (viewer === null) {
			const stream = await watchtime.leaderboard(request.guildId, { period: 'stream', pageSize: 3 });
			const text = stream.match({ ok: (board) => streamSummary(board, request.commandName), err: failed });
			return request.answer(text);
		}
		const ofPeriod = (period: WatchPeriod) => watchtime.of(request.guildId, viewer, { period });
		const periods = await Promise.all([ofPeriod('stream'), ofPeriod('week'), ofPeriod('all')]);
		await request.answer(Result.all(periods).match({ ok: watchtimeOf, err: failed }));
	}
});
