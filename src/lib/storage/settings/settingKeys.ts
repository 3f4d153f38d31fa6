import type { GuildSettings } from './types.js';

/** Names of our rows in `bot_settings`, those of the Python bot. */
export const SettingKeys = {
	channel: 'kick_channel',
	broadcasterUserId: 'kick_broadcaster_user_id',
	chatroomId: 'kick_chatroom_id'
} as const satisfies Record<keyof GuildSettings, string>;
