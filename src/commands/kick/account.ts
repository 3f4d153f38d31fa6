import { container } from '@sapphire/framework';
import { ownsApplication } from '../../lib/discord/ownsApplication.js';
import type { CommandRequest } from '../request/CommandRequest.js';
import { botAccountIsForOwner } from '../texts.js';
import type { SubcommandDefinition } from './defineSubcommand.js';

/** Kick account: the streamer's account of this server, or the account that the bot writes with. */
export type Account = 'streamer' | 'bot';

/** Shared definition of `/kick link` and `/kick unlink`: one option, the account, for managers of the server. */
export const accountSubcommand = {
	parameters: '[streamer|bot]',
	visibility: 'private',
	requiredUserPermissions: ['ManageGuild'],
	addOptions: (builder) =>
		builder.addStringOption((option) =>
			option
				.setName('account')
				.setDescription("Account to use (default: streamer). Only the bot's owner can choose bot")
				.addChoices({ name: 'streamer', value: 'streamer' }, { name: 'bot', value: 'bot' })
		),
	parseOptions: (options) => (options.getString('account') === 'bot' ? 'bot' : 'streamer'),
	/** Returns `null` for an unknown word. */
	parseText(text) {
		const account = text === '' ? 'streamer' : text.toLowerCase();
		return account === 'streamer' || account === 'bot' ? account : null;
	}
} satisfies Partial<SubcommandDefinition<Account>>;

/** Whether the person may change the account. Answers a refusal, because the bot account serves all servers. */
export async function mayChange(account: Account, request: CommandRequest, what: 'link' | 'unlink'): Promise<boolean> {
	if (account === 'streamer' || (await ownsApplication(container.client, request.userId))) return true;
	await request.answer(botAccountIsForOwner(what));
	return false;
}
