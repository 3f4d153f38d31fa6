import { container } from '@sapphire/framework';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { debugFailure } from '../replies.js';
import { directMessagesClosed, failed, linkInvitation, linkOutcome, linkSentByDirectMessage } from '../texts.js';
import { type Account, accountSubcommand, mayChange } from './account.js';
import { defineSubcommand } from './defineSubcommand.js';

export const link = defineSubcommand<Account>({
	...accountSubcommand,
	name: 'link',
	description: 'Link the Kick account of the streamer, or the one that the bot writes with',
	async run(request, account) {
		if (!(await mayChange(account, request, 'link'))) return;

		const started = await container.kick.startLink({
			guildId: request.guildId,
			discordUserId: request.userId,
			discordUserName: request.by.name ?? undefined,
			account,
			// The interaction token is valid for 15 minutes and the link for 10, but the message may have been deleted.
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
