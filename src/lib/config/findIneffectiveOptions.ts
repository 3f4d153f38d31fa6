import type { KickConfig } from './loadConfig.js';

/** Names that RFC 2606 and RFC 6761 reserve for examples. No server on the internet has one. */
const ExampleName = /(^|\.)(example\.(com|net|org)|example|invalid)$/;

/** Returns a text for each setting that has no effect with the others, or cannot work on the internet. */
export function findIneffectiveOptions({ useWebsocket, botUserToken, app }: KickConfig): string[] {
	const texts: string[] = [];
	if (botUserToken && !useWebsocket) {
		texts.push(
			'KICK_BOT_USER_TOKEN has no effect: messages are sent through the API. Set KICK_USE_WEBSOCKET=true to use it.'
		);
	}
	if (app && ExampleName.test(new URL(app.urls.link).hostname)) {
		texts.push(
			'OAUTH_BASE_URL has a name that is reserved for examples. Set the public address of this bot, ' +
				'so that Kick can reach it.'
		);
	}
	return texts;
}
