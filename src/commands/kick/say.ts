import { container } from '@sapphire/framework';
import { failed, sent } from '../texts.js';
import { defineSubcommand } from './defineSubcommand.js';

export const say = defineSubcommand<{ message: string; replyTo?: string }>({
	name: 'say',
	description: 'Send a message to Kick chat',
	parameters: '<text>',
	visibility: 'private',
	requiredUserPermissions: ['ManageMessages'],
	addOptions: (builder) =>
		builder
			.addStringOption((option) => option.setName('message').setDescription('Text of the message').setRequired(true))
			.addStringOption((option) => option.setName('reply_to').setDescription('ID of the Kick message to reply to')),
	parseOptions: (options) => ({
		message: options.getString('message', true),
		replyTo: options.getString('reply_to') ?? undefined
	}),
	parseText: (text) => (text === '' ? null : { message: text }),
	async run(request, { message, replyTo }) {
		const result = await container.kick.send(request.guildId, await request.readable(message), { replyTo });
		await request.answer(result.match({ ok: sent, err: failed }));
	}
});
