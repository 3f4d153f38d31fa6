/** Pages of a server in the order of the tabs. The address is `/dashboard/<server>/<path>`. */
export const GuildPages: readonly { path: string; label: string }[] = [
	{ path: 'settings', label: 'Profile Settings' },
	{ path: 'chat', label: 'Chat' },
	{ path: 'activity', label: 'Activity' },
	{ path: 'log', label: 'Webhook log' }
];

/** Page that opens first for a server. */
export const FirstGuildPage = 'settings';
