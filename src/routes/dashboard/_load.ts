import { container } from '@sapphire/framework';
import { AssetRoute } from './AssetRoute.js';
import { GuildHomeRoute } from './GuildHomeRoute.js';
import { HomeRoute } from './HomeRoute.js';
import { LoginCallbackRoute } from './LoginCallbackRoute.js';
import { LoginRoute } from './LoginRoute.js';
import { LogoutEverywhereRoute } from './LogoutEverywhereRoute.js';
import { LogoutRoute } from './LogoutRoute.js';
import { SettingsRoute } from './SettingsRoute.js';
import { SyncRoute } from './SyncRoute.js';

export function loadDashboardRoutes(): void {
	const routes = {
		'kick-dashboard': HomeRoute,
		'kick-dashboard-assets': AssetRoute,
		'kick-dashboard-login': LoginRoute,
		'kick-dashboard-callback': LoginCallbackRoute,
		'kick-dashboard-logout': LogoutRoute,
		'kick-dashboard-logout-everywhere': LogoutEverywhereRoute,
		// From here on the server's id stands in the address. plugin-api's router would take a fixed word that is added later for one.
		'kick-dashboard-guild': GuildHomeRoute,
		'kick-dashboard-settings': SettingsRoute,
		'kick-dashboard-sync': SyncRoute
	};
	for (const [name, piece] of Object.entries(routes)) void container.stores.loadPiece({ store: 'routes', name, piece });
}
