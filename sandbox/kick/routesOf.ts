import type { ActivityFeed } from './ActivityFeed.js';
import { channelsRoute } from './api/channelsRoute.js';
import { chatRoutes } from './api/chatRoutes.js';
import { livestreamsRoutes } from './api/livestreamsRoutes.js';
import { subscriptionsRoutes } from './api/subscriptionsRoutes.js';
import { usersRoute } from './api/usersRoute.js';
import { ok } from './http/answers.js';
import type { Route } from './http/Route.js';
import { authorizeRoutes } from './oauth/authorizeRoutes.js';
import { tokenManagementRoutes } from './oauth/tokenManagementRoutes.js';
import { tokenRoute } from './oauth/tokenRoute.js';
import { publishMessage, pushMessage } from './people/publishMessage.js';
import type { Stage } from './people/Stage.js';
import { messageDeleted } from './realtime/events/messageEvents.js';
import { negotiationRoutes } from './realtime/negotiationRoutes.js';
import type { SimulatedRealtime } from './realtime/SimulatedRealtime.js';
import type { Subscriptions } from './webhooks/Subscriptions.js';
import type { WebhookSender } from './webhooks/WebhookSender.js';
import { type WebsiteSettings, websiteRoutes } from './website/websiteRoutes.js';
import type { KickApp } from './world/KickApp.js';

interface RouteParts extends Stage {
	app: KickApp;
	subscriptions: Subscriptions;
	website: WebsiteSettings;
	sender: WebhookSender;
	realtime: SimulatedRealtime;
	activity: ActivityFeed;
}

/** Routes of id.kick.com, api.kick.com, kick.com and Kick's other hosts. */
export function routesOf(parts: RouteParts): Route[] {
	const { app, world, rooms, rules, oauth, subscriptions, website, sender, realtime, activity } = parts;
	const { tokens } = oauth;
	return [
		...authorizeRoutes(app, oauth, world, activity),
		tokenRoute(app, oauth, activity),
		...tokenManagementRoutes(app, oauth),
		usersRoute(world, tokens),
		channelsRoute(world, tokens),
		...livestreamsRoutes(world, tokens),
		...chatRoutes({
			app,
			world,
			tokens,
			rooms,
			rules,
			onSent: (streamer, message) => {
				if (rules.echoToSocket) pushMessage(parts, streamer, message);
				// Failed deliveries are values, so that there is nothing to catch.
				if (rules.echoToWebhooks) void publishMessage(parts, streamer, message);
			},
			onDeleted: (streamer, messageId) => parts.socket.publish(messageDeleted(streamer, messageId))
		}),
		...subscriptionsRoutes(app, world, tokens, subscriptions),
		// Needs no token: https://docs.kick.com/events/webhook-security
		{ method: 'GET', path: '/public/v1/public-key', handle: () => ok({ public_key: sender.key.publicKeyPem }) },
		...websiteRoutes(website, world, rules),
		...negotiationRoutes(realtime, world)
	];
}
