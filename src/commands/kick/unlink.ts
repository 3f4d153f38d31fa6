import { container } from '@sapphire/framework';
import { botUnlinked, failed, unlinked } from '../texts.js';
import { type Account, accountSubcommand, mayChange } from './account.js';
import { defineSubcommand } from './defineSubcommand.js';

export const unlink = defineSubcommand<Account>({
	...accountSubcommand,
	name: 'unlink',
	description: 'Unlink the Kick account of this server and delete its tokens',
	async run(request, account) {
		if (!(await mayChange(account, request, 'unlink'))) return;
		if (account === 'bot') {
			const result = await container.kick.unlinkBotAccount();
			await request.answer(result.match({ ok: botUnlinked, err: failed }));
			return;
		}
		const result = await container.kick.unlink(request.guildId, { by: request.by });
		await request.answer(result.match({ ok: unlinked, err: failed }));
	}
});
