import { container } from '@sapphire/framework';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { isApplicationOwner } from '../isApplicationOwner.js';
import { debugFailure } from '../replies.js';
import {
	botAccountIsForOwner,
	directMessagesClosed,
	failed,
	linkInvitation,
	linkOutcome,
	linkSentByDirectMessage
} from '../texts.js';
import { defineSubcommand } from './defineSubcommand.js';

type Account = 'streamer' | 'bot';

export const link = defineSubcommand<Account>({
	name: 'link',
	description: 'Link the Kick account of the streamer, or the one that the bot writes with',
	parameters: '[streamer|bot]',
	visibility: 'private',
	requiredUserPermissions: ['ManageGuild'],
	addOptions: (builder) =>
		builder.addStringOption((option) =>
			option
				.setName('account')
				.setDescription('Whose account: streamer unless you say otherwise; bot is for the owner of this bot')
				.addChoices({ name: 'streamer', value: 'streamer' }, { name: 'bot', value: 'bot' })
		),
	parseOptions: (options) => (options.getString('account') === 'bot' ? 'bot' : 'streamer'),
	parseText: parseAccount,
	async run(request, account) {
		if (account === 'bot' && !(await isApplicationOwner(request.userId))) {
			await request.answer(botAccountIsForOwner());
			return;
		}

		const started = await container.kick.startLink({
			guildId: request.guildId,
			discordUserId: request.userId,
			account,
			// The token of a slash command lives for 15 minutes and the link for 10, but the message may be gone.
			onOutcome: (outcome) =>
				void debugFailure(request.showPrivately({ content: linkOutcome(outcome), components: [] }))
		});
		if (started.isErr()) {
			await request.answer(failed(started.unwrapErr()));
			return;
		}

		const { url, expiresAt } = started.unwrap();
		const button = new ButtonBuilder().setStyle(ButtonStyle.Link).setLabel('Link Kick account').setURL(url);
		const delivery = await request.showPrivately({
			content: linkInvitation(account, expiresAt),
			components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)]
		});
		if (delivery === 'directMessage') await request.answer(linkSentByDirectMessage());
		if (delivery === 'refused') await request.answer(directMessagesClosed(request.commandName));
	}
});

function parseAccount(text: string): Account | null {
	const account = text === '' ? 'streamer' : text.toLowerCase();
	return account === 'streamer' || account === 'bot' ? account : null;
}
