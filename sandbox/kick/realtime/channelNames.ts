import type { Account } from '../world/Account.js';

/** Channel with the messages of a chat. */
export const chatChannel = ({ channel }: Account): string => `chatrooms.${channel.chatroomId}.v2`;

/** Channel with events of the streamer's channel: live state, followers. */
export const streamChannel = ({ channel }: Account): string => `channel.${channel.channelId}`;
