import type { KickConfig } from './loadConfig.js';

/** Settings that do nothing beside the others: whoever sets one should not wait for an effect. */
export function withoutEffect({ useWebsocket, botUserToken }: KickConfig): string[] {
	if (!botUserToken || useWebsocket) return [];
	return ['KICK_BOT_USER_TOKEN has no effect without KICK_USE_WEBSOCKET=true: messages go by the API.'];
}
