import { container } from '@sapphire/framework';
import { channelSet, failed } from '../texts.js';
import { defineSubcommand } from './defineSubcommand.js';

export const channel = defineSubcommand<string>({
	name: 'channel',
	description: 'Set the Kick channel of this server',
	parameters: '<name>',
	visibility: 'private',
	requiredUserPermissions: ['ManageGuild'],
	addOptions: (builder) =>
		builder.addStringOption((option) =>
			option.setName('name').setDescription('Name of the channel, or its address on Kick').setRequired(true)
		),
	parseOptions: (options) => options.getString('name', true),
	parseText: (text) => (text === '' ? null : text),
	async run(request, name) {
		const report = await container.kick.setChannel(request.guildId, name, { by: request.by });
		await request.answer(report.match({ ok: channelSet, err: failed }));
	}
});
