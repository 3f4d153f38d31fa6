import { container } from '@sapphire/framework';
import { failed, unlinked } from '../texts.js';
import { defineSubcommand } from './defineSubcommand.js';

export const unlink = defineSubcommand<true>({
	name: 'unlink',
	description: 'Unlink the Kick account of this server and delete its tokens',
	parameters: '',
	visibility: 'private',
	requiredUserPermissions: ['ManageGuild'],
	parseOptions: () => true,
	parseText: () => true,
	async run(request) {
		const result = await container.kick.unlink(request.guildId);
		await request.answer(result.match({ ok: unlinked, err: failed }));
	}
});
