import type { Account } from '../world/Account.js';

/** Where a chat is heard. */
export const chatChannel = ({ channel }: Account): string => `chatrooms.${channel.chatroomId}.v2`;

/** Where one hears of the channel itself: live or not, followers. */
export const streamChannel = ({ channel }: Account): string => `channel.${channel.channelId}`;
