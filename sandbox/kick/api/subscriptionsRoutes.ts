import { z } from 'zod';
import { badRequest, noContent, ok } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { Access, TokenStore } from '../oauth/TokenStore.js';
import type { Subscription, Subscriptions } from '../webhooks/Subscriptions.js';
import type { KickApp } from '../world/KickApp.js';
import type { World } from '../world/World.js';
import { forAnyToken } from './authorized.js';
import { numbersOf } from './numbersOf.js';

const NewSubscriptions = z.object({
	broadcaster_user_id: z.int().nullish(),
	method: z.literal('webhook'),
	events: z.array(z.object({ name: z.string().min(1), version: z.int() })).min(1)
});

const path = '/public/v1/events/subscriptions';
const scope = 'events:subscribe';

/** Known events, all of version 1. */
const KnownEvents = new Set([
	'chat.message.sent',
	'channel.followed',
	'channel.subscription.new',
	'channel.subscription.renewal',
	'channel.subscription.gifts',
	'channel.reward.redemption.updated',
	'livestream.status.updated',
	'livestream.metadata.updated',
	'moderation.banned',
	'kicks.gifted'
]);

/** @see https://docs.kick.com/events/subscribe-to-events */
export function subscriptionsRoutes(
	app: KickApp,
	world: World,
	tokens: TokenStore,
	subscriptions: Subscriptions
): Route[] {
	return [
		{
			method: 'GET',
			path,
			handle: forAnyToken(tokens, scope, ({ query }, access) => {
				const ids = numbersOf(query, 'broadcaster_user_id');
				if (ids === null) return badRequest('broadcaster_user_id must be a number');
				const isWanted = ({ broadcasterUserId }: Subscription) =>
					mayTouch(access, broadcasterUserId) && (ids.length === 0 || ids.includes(broadcasterUserId));
				return ok(
					subscriptions
						.listed()
						.filter(isWanted)
						.map((one) => listItem(one, app))
				);
			})
		},
		{
			method: 'POST',
			path,
			handle: forAnyToken(tokens, scope, ({ body }, access) => {
				const parsed = NewSubscriptions.safeParse(body);
				if (!parsed.success) return badRequest(parsed.error.issues[0]?.path.join('.') ?? {});
				const { events, broadcaster_user_id: givenId } = parsed.data;
				const broadcasterUserId = access.kind === 'user' ? access.account.userId : givenId;
				if (!broadcasterUserId) return badRequest('broadcaster_user_id is required for app tokens');
				if (world.byUserId(broadcasterUserId) === undefined) return badRequest('broadcaster_user_id is not a channel');
				if (events.some(({ name }) => subscriptions.isFull(name, app.verified))) {
					return badRequest('event subscription limit reached');
				}
				return ok(events.map((event) => subscribe(subscriptions, broadcasterUserId, event)));
			})
		},
		{
			method: 'DELETE',
			path,
			handle: forAnyToken(tokens, scope, ({ query }, access) => {
				const ids = query.getAll('id');
				if (ids.length === 0) return badRequest('id is required');
				for (const { id, broadcasterUserId } of subscriptions.all) {
					if (ids.includes(id) && mayTouch(access, broadcasterUserId)) subscriptions.delete(id);
				}
				return noContent();
			})
		}
	];
}

/** An app token reaches every channel without any consent (KickDevDocs#284), a user's token only the user's own. */
function mayTouch(access: Access, broadcasterUserId: number): boolean {
	return access.kind === 'app' || access.account.userId === broadcasterUserId;
}

/** Handles each item by itself: the answer is 200, with an error in each item that failed. */
function subscribe(subscriptions: Subscriptions, broadcasterUserId: number, event: { name: string; version: number }) {
	if (!KnownEvents.has(event.name) || event.version !== 1) return { ...event, error: 'invalid event name or version' };
	const result = subscriptions.create(broadcasterUserId, event.name, event.version);
	return 'error' in result ? { ...event, error: result.error } : { ...event, subscription_id: result.subscriptionId };
}

function listItem({ id, broadcasterUserId, event, version, createdAt }: Subscription, { clientId }: KickApp) {
	const time = createdAt.toISOString();
	return {
		id,
		app_id: clientId,
		broadcaster_user_id: broadcasterUserId,
		event,
		version,
		method: 'webhook',
		created_at: time,
		updated_at: time
	};
}
