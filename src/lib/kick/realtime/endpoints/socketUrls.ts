const PusherQuery = 'protocol=7&client=js&version=8.4.0&flash=false';

/** Returns the address for an app key: Pusher's cluster, or the configured server (a sandbox or a proxy). */
export function pusherUrlOf(configured: string, { appKey, cluster }: { appKey: string; cluster: string }): string {
	const url = new URL(configured);
	if (url.hostname.endsWith('.pusher.com')) return `wss://ws-${cluster}.pusher.com/app/${appKey}`;
	url.pathname = url.pathname.replace(/[^/]*$/, appKey);
	return url.href;
}

export function withPusherQuery(url: string): string {
	return `${url}?${PusherQuery}`;
}

/**
 * Whether an address is safe to connect to.
 *
 * @param plain Whether `ws:` is allowed, because the server that sent the address is not encrypted either.
 */
export function isSafeSocketUrl(address: string, plain: boolean): boolean {
	if (!URL.canParse(address)) return false;
	const url = new URL(address);
	if (url.username || url.password || url.hash) return false;
	return url.protocol === 'wss:' || (plain && url.protocol === 'ws:');
}
