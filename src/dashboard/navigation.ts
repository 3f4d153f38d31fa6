import type { IconName } from './design/Icon.js';

/** Name of the dashboard on its pages. */
export const DashboardName = 'Kick dashboard';

/** Page of a server. Its address is `/dashboard/<server>/<path>`. */
export interface GuildPage {
	path: string;
	label: string;
	icon: IconName;
}

const Chat: GuildPage = { path: 'chat', label: 'Chat', icon: 'message-square' };
const Activity: GuildPage = { path: 'activity', label: 'Activity', icon: 'trending-up' };
const Settings: GuildPage = { path: 'settings', label: 'Settings', icon: 'settings' };
const Log: GuildPage = { path: 'log', label: 'Log', icon: 'list' };

/** Pages of a server in the order of the sidebar. A page is listed here once its feature exists. */
export const NavigationGroups: readonly { title?: string; pages: readonly GuildPage[] }[] = [
	{ pages: [Chat, Activity] },
	{ title: 'Server', pages: [Settings, Log] }
];

/** Pages that people open most. A phone has room for four, and a button for the others. */
export const BottomBarPages: readonly GuildPage[] = [Chat, Activity, Settings, Log];

/** Page that opens first for a server. */
export const FirstGuildPage = Settings.path;
