import type { Access } from '../lib/editors/GuildRights.js';
import type { IconName } from './design/Icon.js';

/** Name of the dashboard on its pages. */
export const DashboardName = 'Kick dashboard';

/** Page of a server. Its address is `/dashboard/<server>/<path>`. */
export interface GuildPage {
	path: string;
	label: string;
	icon: IconName;
	/** Right that the page needs. @default 'any' */
	access?: Access;
}

const Overview: GuildPage = { path: 'overview', label: 'Overview', icon: 'house' };
const Chat: GuildPage = { path: 'chat', label: 'Chat', icon: 'message-square' };
const Activity: GuildPage = { path: 'activity', label: 'Activity', icon: 'trending-up' };
const Settings: GuildPage = { path: 'settings', label: 'Settings', icon: 'settings', access: 'settings' };
const Log: GuildPage = { path: 'log', label: 'Log', icon: 'list' };
const History: GuildPage = { path: 'history', label: 'History', icon: 'history', access: 'settings' };
const Editors: GuildPage = { path: 'editors', label: 'Editors', icon: 'shield', access: 'manager' };

/** Pages of a server in the order of the sidebar. A page is listed here once its feature exists. */
export const NavigationGroups: readonly { title?: string; pages: readonly GuildPage[] }[] = [
	{ pages: [Overview, Chat, Activity] },
	{ title: 'Server', pages: [Settings, Log, History, Editors] }
];

/** Pages that people open most. A phone has room for four, and a button for the others. */
export const BottomBarPages: readonly GuildPage[] = [Overview, Chat, Activity, Settings];

/** Page that opens first for a server. */
export const FirstGuildPage = Overview.path;
