import { container } from '@sapphire/framework';
import { ActivityExportRoute } from './ActivityExportRoute.js';
import { ActivityRoute } from './ActivityRoute.js';
import { AssetRoute } from './AssetRoute.js';
import { ChatRoute } from './chat/ChatRoute.js';
import { ChatStreamRoute } from './chat/ChatStreamRoute.js';
import { SayRoute } from './chat/SayRoute.js';
import { DesignRoute } from './DesignRoute.js';
import { EditorRoute } from './editors/EditorRoute.js';
import { EditorsRoute } from './editors/EditorsRoute.js';
import { GuildHomeRoute } from './GuildHomeRoute.js';
import { HomeRoute } from './HomeRoute.js';
import { HistoryRoute } from './history/HistoryRoute.js';
import { UndoRoute } from './history/UndoRoute.js';
import { LoginCallbackRoute } from './LoginCallbackRoute.js';
import { LoginRoute } from './LoginRoute.js';
import { LogoutEverywhereRoute } from './LogoutEverywhereRoute.js';
import { LogoutRoute } from './LogoutRoute.js';
import { DismissRoute } from './log/DismissRoute.js';
import { EventRoute } from './log/EventRoute.js';
import { EventStreamRoute } from './log/EventStreamRoute.js';
import { LogRoute } from './log/LogRoute.js';
import { LogStreamRoute } from './log/LogStreamRoute.js';
import { ReplayRoute } from './log/ReplayRoute.js';
import { TestEventRoute } from './log/TestEventRoute.js';
import { OverviewRoute } from './overview/OverviewRoute.js';
import { OverviewStreamRoute } from './overview/OverviewStreamRoute.js';
import { EmoteRoute } from './pictures/EmoteRoute.js';
import { KickPictureRoute } from './pictures/KickPictureRoute.js';
import { PersonPictureRoute } from './pictures/PersonPictureRoute.js';
import { ServerPictureRoute } from './pictures/ServerPictureRoute.js';
import { ChannelRoute } from './settings/ChannelRoute.js';
import { ChatroomRoute } from './settings/ChatroomRoute.js';
import { LinkRoute } from './settings/LinkRoute.js';
import { SettingsRoute } from './settings/SettingsRoute.js';
import { SettingsStreamRoute } from './settings/SettingsStreamRoute.js';
import { SyncRoute } from './settings/SyncRoute.js';
import { UnlinkPageRoute } from './settings/UnlinkPageRoute.js';
import { UnlinkRoute } from './settings/UnlinkRoute.js';
import { ThemeRoute } from './ThemeRoute.js';

export function loadDashboardRoutes(): void {
	// plugin-api's router matches in order, so fixed words come before parameters at each level.
	const routes = {
		'kick-dashboard': HomeRoute,
		'kick-dashboard-assets': AssetRoute,
		'kick-dashboard-emote': EmoteRoute,
		'kick-dashboard-theme': ThemeRoute,
		'kick-dashboard-design': DesignRoute,
		'kick-dashboard-picture-of-server': ServerPictureRoute,
		'kick-dashboard-picture-of-person': PersonPictureRoute,
		'kick-dashboard-picture-of-kick': KickPictureRoute,
		'kick-dashboard-login': LoginRoute,
		'kick-dashboard-callback': LoginCallbackRoute,
		'kick-dashboard-logout': LogoutRoute,
		'kick-dashboard-logout-everywhere': LogoutEverywhereRoute,
		// From here on, the address contains the server's id.
		'kick-dashboard-guild': GuildHomeRoute,
		'kick-dashboard-overview': OverviewRoute,
		'kick-dashboard-overview-stream': OverviewStreamRoute,
		'kick-dashboard-settings': SettingsRoute,
		'kick-dashboard-settings-stream': SettingsStreamRoute,
		'kick-dashboard-channel': ChannelRoute,
		'kick-dashboard-link': LinkRoute,
		'kick-dashboard-sync': SyncRoute,
		'kick-dashboard-chatroom': ChatroomRoute,
		'kick-dashboard-unlink-page': UnlinkPageRoute,
		'kick-dashboard-unlink': UnlinkRoute,
		'kick-dashboard-chat': ChatRoute,
		'kick-dashboard-chat-stream': ChatStreamRoute,
		'kick-dashboard-say': SayRoute,
		'kick-dashboard-activity': ActivityRoute,
		'kick-dashboard-activity-export': ActivityExportRoute,
		'kick-dashboard-history': HistoryRoute,
		'kick-dashboard-undo': UndoRoute,
		'kick-dashboard-editors': EditorsRoute,
		'kick-dashboard-editor': EditorRoute,
		'kick-dashboard-log': LogRoute,
		'kick-dashboard-log-stream': LogStreamRoute,
		'kick-dashboard-test-event': TestEventRoute,
		// From here on, the address contains the id of an event after `log`.
		'kick-dashboard-event': EventRoute,
		'kick-dashboard-event-stream': EventStreamRoute,
		'kick-dashboard-replay': ReplayRoute,
		'kick-dashboard-dismiss': DismissRoute
	};
	for (const [name, piece] of Object.entries(routes)) void container.stores.loadPiece({ store: 'routes', name, piece });
}
