import { container } from '@sapphire/framework';
import type { SlashCommandStringOption } from 'discord.js';
import { ownsApplication } from '../../lib/discord/ownsApplication.js';
import type { CommandRequest } from '../request/CommandRequest.js';
import { botAccountIsForOwner } from '../texts.js';

/** Kick account: the streamer's account of this server, or the account that the bot writes with. */
export type Account = 'streamer' | 'bot';

export const accountParameters = '[streamer|bot]';

export function addAccountOption(option: SlashCommandStringOption): SlashCommandStringOption {
	return option
		.setName('account')
		.setDescription('Which account. Default: streamer. Only the owner of this bot can choose bot')
		.addChoices({ name: 'streamer', value: 'streamer' }, { name: 'bot', value: 'bot' });
}

export function parseAccountOption(value: string | null): Account {
	return value === 'bot' ? 'bot' : 'streamer';
}

/** Returns `null` for an unknown word. */
export function parseAccountText(text: string): Account | null {
	const account = text === '' ? 'streamer' : text.toLowerCase();
	return account === 'streamer' || account === 'bot' ? account : null;
}

/** Whether the person may change the account. Answers a refusal, because the bot account serves all servers. */
export async function mayChange(account: Account, request: CommandRequest, what: 'link' | 'unlink'): Promise<boolean> {
	if (account === 'streamer' || (await ownsApplication(container.client, request.userId))) return true;
	await request.answer(botAccountIsForOwner(what));
	return false;
}
