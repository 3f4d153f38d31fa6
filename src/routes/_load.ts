import { container } from '@sapphire/framework';
import { KickHealthRoute } from './KickHealthRoute.js';
import { KickMetricsRoute } from './KickMetricsRoute.js';
import { KickWebhookRoute } from './KickWebhookRoute.js';
import { KickLinkCallbackRoute } from './link/KickLinkCallbackRoute.js';
import { KickLinkRoute } from './link/KickLinkRoute.js';
import { KickLinkStartRoute } from './link/KickLinkStartRoute.js';
import { KickOtherLinksRoute } from './link/KickOtherLinksRoute.js';

export function loadRoutes(): void {
	const routes = {
		'kick-webhook': KickWebhookRoute,
		'kick-link': KickLinkRoute,
		'kick-link-start': KickLinkStartRoute,
		'kick-link-callback': KickLinkCallbackRoute,
		'kick-other-links': KickOtherLinksRoute,
		'kick-health': KickHealthRoute,
		'kick-metrics': KickMetricsRoute
	};
	for (const [name, piece] of Object.entries(routes)) void container.stores.loadPiece({ store: 'routes', name, piece });
}
