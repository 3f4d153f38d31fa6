/** Public addresses for Kick and for browsers. They never come from a request's Host header. */
export interface PublicUrls {
	/** Page that starts a link. Accepts `?state=`. */
	link: string;
	/** Page where the owner of an account removes its links to other servers. */
	otherLinks: string;
	/** Redirect URL of the Kick app. */
	callback: string;
	/** Webhook URL of the Kick app. */
	webhook: string;
	/** Address of the dashboard, without a trailing slash. */
	dashboard: string;
	/** Redirect URL of the Discord application. */
	dashboardCallback: string;
	isSecure: boolean;
}

/** Paths of the plugin's routes below the host's `api.prefix`. */
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
