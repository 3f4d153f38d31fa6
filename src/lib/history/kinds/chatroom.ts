import { z } from 'zod';
import type { ChangeKindDefinition } from './ChangeKindDefinition.js';

/** Chatroom id of a server's channel. */
export const chatroom: ChangeKindDefinition<'chatroom'> = {
	section: 'settings',
	schema: z.object({ channel: z.string().nullable(), chatroomId: z.number().nullable() }),
	describe({ before, after }) {
		if (after.chatroomId === null) return `Removed the chatroom ID ${before.chatroomId}.`;
		if (before.chatroomId === null) return `Set the chatroom ID to ${after.chatroomId}.`;
		return `Changed the chatroom ID from ${before.chatroomId} to ${after.chatroomId}.`;
	},
	show: ({ chatroomId }) => chatroomId?.toString() ?? null,
	finality: () => null,
	isCurrent: (value, { settings }) => settings.channel === value.channel && settings.chatroomId === value.chatroomId,
	async undo({ chatrooms }, guildId, change, origin) {
		const restored = await chatrooms.restore(guildId, change, origin);
		const { chatroomId } = change.before;
		return restored.map(() => [{ outcome: 'ok', text: `Chatroom ID: ${chatroomId ?? 'not set'}` }]);
	}
};
