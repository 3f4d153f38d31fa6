import { container } from '@sapphire/framework';
import { failed, chatters as textOf } from '../texts.js';
import { defineSubcommand } from './defineSubcommand.js';

export const chatters = defineSubcommand<true>({
	name: 'chatters',
	description: 'Show who chatted on Kick recently',
	parameters: '',
	visibility: 'public',
	parseOptions: () => true,
	parseText: () => true,
	async run(request) {
		const result = await container.kick.chatters.recent(request.guildId);
		await request.answer(result.match({ ok: textOf, err: failed }));
	}
});
