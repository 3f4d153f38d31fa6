import { container } from '@sapphire/framework';
import { botUnlinked, failed, unlinked } from '../texts.js';
import {
	type Account,
	accountParameters,
	addAccountOption,
	mayChange,
	parseAccountOption,
	parseAccountText
} from './account.js';
import { defineSubcommand } from './defineSubcommand.js';

export const unlink = defineSubcommand<Account>({
	name: 'unlink',
	description: 'Unlink the Kick account of this server and delete its tokens',
	parameters: accountParameters,
	visibility: 'private',
	requiredUserPermissions: ['ManageGuild'],
	addOptions: (builder) => builder.addStringOption(addAccountOption),
	parseOptions: (options) => parseAccountOption(options.getString('account')),
	parseText: parseAccountText,
	async run(request, account) {
		if (!(await mayChange(account, request, 'unlink'))) return;
		if (account === 'bot') {
			const result = await container.kick.unlinkBotAccount();
			await request.answer(result.match({ ok: botUnlinked, err: failed }));
			return;
		}
		const result = await container.kick.unlink(request.guildId);
		await request.answer(result.match({ ok: unlinked, err: failed }));
	}
});
