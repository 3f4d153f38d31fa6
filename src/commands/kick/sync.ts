import { container } from '@sapphire/framework';
import { failed, synced } from '../texts.js';
import { defineSubcommand } from './defineSubcommand.js';

export const sync = defineSubcommand<{ chatroomId?: number }>({
	name: 'sync',
	description: "Fetch the channel's IDs from Kick and repair its subscriptions",
	parameters: '[chatroom_id]',
	visibility: 'private',
	requiredUserPermissions: ['ManageGuild'],
	addOptions: (builder) =>
		builder.addIntegerOption((option) =>
			option.setName('chatroom_id').setDescription('Chatroom ID, only if the bot cannot find it').setMinValue(1)
		),
	parseOptions: (options) => ({ chatroomId: options.getInteger('chatroom_id') ?? undefined }),
	parseText: parseChatroomId,
	async run(request, options) {
		const report = await container.kick.sync(request.guildId, { ...options, by: request.by });
		await request.answer(report.match({ ok: synced, err: failed }));
	}
});

function parseChatroomId(text: string): { chatroomId?: number } | null {
	if (text === '') return {};
	const chatroomId = /^\d+$/.test(text) ? Number(text) : 0;
	return chatroomId >= 1 && Number.isSafeInteger(chatroomId) ? { chatroomId } : null;
}
