import { ok } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { WebhookSender } from '../webhooks/WebhookSender.js';

/** Needs no token. @see https://docs.kick.com/events/webhook-security */
export function publicKeyRoute(sender: WebhookSender): Route {
	return {
		method: 'GET',
		path: '/public/v1/public-key',
		handle: () => ok({ public_key: sender.key.publicKeyPem })
	};
}
