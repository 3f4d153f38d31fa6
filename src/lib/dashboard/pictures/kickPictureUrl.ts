import { isLoopback } from '../../http/isLoopback.js';

const MaxLength = 2_048;

/** Kick's own website, whose subdomains serve pictures: `files.kick.com`, `images.kick.com`, `stream.kick.com`. */
const KickHost = /^([a-z0-9-]+\.)*kick\.com$/;

/**
 * Returns the address of a picture of Kick, or `null` if the bot must not open it.
 *
 * Kick's API names any address, and the bot must not become a proxy into its own network.
 *
 * @param ownOrigins Configured hosts of Kick. One on loopback, such as the sandbox, may use http.
 */
export function kickPictureUrl(text: string, ownOrigins: readonly string[]): URL | null {
	const url = text.length <= MaxLength && URL.canParse(text) ? new URL(text) : null;
	if (!url || url.username || url.password) return null;
	url.hash = '';
	return isAllowed(url, ownOrigins) ? url : null;
}

function isAllowed({ protocol, hostname, port, origin }: URL, ownOrigins: readonly string[]): boolean {
	if (protocol === 'https:' && port === '' && KickHost.test(hostname)) return true;
	return ownOrigins.includes(origin) && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}
