import { z } from 'zod';
import type { ChangeKindDefinition } from './ChangeKindDefinition.js';

const id = z.number().nullable();

/** Kick channel of a server. */
export const channel: ChangeKindDefinition<'channel'> = {
	section: 'settings',
	schema: z.object({ channel: z.string().nullable(), broadcasterUserId: id, chatroomId: id }),
	describe({ before, after }) {
		if (after.channel === null) return `Removed the Kick channel ${before.channel}.`;
		if (before.channel === null) return `Set the Kick channel to ${after.channel}.`;
		if (isRenamed({ before, after })) return `Stored the new name of ${before.channel} on Kick: ${after.channel}.`;
		return `Changed the Kick channel from ${before.channel} to ${after.channel}.`;
	},
	show: (value) => value.channel,
	finality: (change) =>
		isRenamed(change)
			? { reason: 'The channel has this name on Kick now. To use another channel, set it on Settings.' }
			: null,
	isCurrent: (value, { settings }) => settings.channel === value.channel,
	undo: ({ sync }, guildId, change, origin) => sync.restoreChannel(guildId, change, origin)
};

/** Whether both names belong to one channel, which was renamed on Kick. */
function isRenamed({ before, after }: Record<'before' | 'after', { broadcasterUserId: number | null }>): boolean {
	return before.broadcasterUserId !== null && before.broadcasterUserId === after.broadcasterUserId;
}
