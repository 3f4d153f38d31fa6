const PusherQuery = 'protocol=7&client=js&version=8.4.0&flash=false';

/** The address of Pusher's own cluster, or with another key of the server that was configured, a sandbox or a proxy. */
export function pusherUrlOf(configured: string, { appKey, cluster }: { appKey: string; cluster: string }): string {
	const url = new URL(configured);
	if (url.hostname.endsWith('.pusher.com')) return `wss://ws-${cluster}.pusher.com/app/${appKey}`;
	url.pathname = url.pathname.replace(/[^/]*$/, appKey);
	return url.href;
}

export function withPusherQuery(url: string): string {
	return `${url}?${PusherQuery}`;
}

/** @param plain Whether `ws:` is good enough, as it is where the one who names the address is not encrypted either. */
export function isSafeSocketUrl(address: string, plain: boolean): boolean {
	if (!URL.canParse(address)) return false;
	const url = new URL(address);
	if (url.username || url.password || url.hash) return false;
	return url.protocol === 'wss:' || (plain && url.protocol === 'ws:');
}
