/** The pages of a server, in the order of the navigation. A page is found at `/dashboard/<server>/<path>`. */
export const GuildPages: readonly { path: string; label: string }[] = [
	{ path: 'settings', label: 'Profile Settings' },
	{ path: 'chat', label: 'Chat' },
	{ path: 'activity', label: 'Activity' },
	{ path: 'log', label: 'Webhook log' }
];

/** Where a server's name leads. */
export const FirstGuildPage = 'settings';
