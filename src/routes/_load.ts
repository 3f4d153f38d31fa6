import { container } from '@sapphire/framework';
import { KickHealthRoute } from './KickHealthRoute.js';
import { KickLinkCallbackRoute } from './KickLinkCallbackRoute.js';
import { KickLinkRoute } from './KickLinkRoute.js';
import { KickMetricsRoute } from './KickMetricsRoute.js';
import { KickWebhookRoute } from './KickWebhookRoute.js';

export function loadRoutes(): void {
	const routes = {
		'kick-webhook': KickWebhookRoute,
		'kick-link': KickLinkRoute,
		'kick-link-callback': KickLinkCallbackRoute,
		'kick-health': KickHealthRoute,
		'kick-metrics': KickMetricsRoute
	};
	for (const [name, piece] of Object.entries(routes)) void container.stores.loadPiece({ store: 'routes', name, piece });
}
