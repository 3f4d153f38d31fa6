/** Addresses that Kick and people's browsers use. Never made from a request's Host header. */
export interface PublicUrls {
	/** Where a link starts; takes `?state=`. */
	link: string;
	/** Where the owner of an account ends its links to other servers. */
	otherLinks: string;
	/** What stands in the Kick app as redirect URL. */
	callback: string;
	/** What stands in the Kick app as webhook URL. */
	webhook: string;
	/** The dashboard, without a slash at its end. */
	dashboard: string;
	/** What stands in the Discord application as redirect URL. */
	dashboardCallback: string;
	isSecure: boolean;
}

/** Paths of our routes below the host's `api.prefix`. */
export const RoutePaths = {
	webhook: 'webhooks/kick',
	link: 'auth/kick',
	otherLinks: 'auth/kick/others',
	callback: 'auth/kick/callback',
	health: 'health',
	metrics: 'metrics',
	dashboard: 'dashboard',
	dashboardCallback: 'dashboard/callback'
} as const;

export function publicUrlsOf(baseUrl: string, prefix: string): PublicUrls {
	const parts = prefix.split('/').filter((part) => part.length > 0);
	const root = [baseUrl, ...parts].join('/');
	return {
		link: `${root}/${RoutePaths.link}`,
		otherLinks: `${root}/${RoutePaths.otherLinks}`,
		callback: `${root}/${RoutePaths.callback}`,
		webhook: `${root}/${RoutePaths.webhook}`,
		dashboard: `${root}/${RoutePaths.dashboard}`,
		dashboardCallback: `${root}/${RoutePaths.dashboardCallback}`,
		isSecure: baseUrl.startsWith('https:')
	};
}
