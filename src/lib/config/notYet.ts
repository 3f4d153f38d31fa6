import type { KickConfig } from './loadConfig.js';

/** Settings that this version reads and does not use yet: whoever sets one should not wait for an effect. */
export function notYet({ useWebsocket, botUserToken }: KickConfig): string[] {
	const texts: string[] = [];
	if (botUserToken && !useWebsocket) {
		texts.push('KICK_BOT_USER_TOKEN has no effect without KICK_USE_WEBSOCKET=true: messages go by the API.');
	}
	return texts;
}
