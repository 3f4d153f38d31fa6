import type { KickConfig } from './loadConfig.js';

/** Names that are reserved for examples (RFC 2606, RFC 6761): no server on the internet has one. */
const ExampleName = /(^|\.)(example\.(com|net|org)|example|invalid)$/;

/** Returns a text for each setting that has no effect beside the others, or cannot have one on the internet. */
export function findIneffectiveOptions({ useWebsocket, botUserToken, app }: KickConfig): string[] {
	const texts: string[] = [];
	if (botUserToken && !useWebsocket) {
		texts.push('KICK_BOT_USER_TOKEN has no effect without KICK_USE_WEBSOCKET=true: messages go by the API.');
	}
	if (app && ExampleName.test(new URL(app.urls.link).hostname)) {
		texts.push('OAUTH_BASE_URL has a name that is reserved for examples: Kick cannot reach this bot there.');
	}
	return texts;
}
