import { ok, type Route } from '../Route.js';

const DayMs = 24 * 60 * 60 * 1000;

const applicationRoutes: readonly Route[] = ['/applications/@me', '/oauth2/applications/@me'].map((path) => ({
	method: 'GET',
	path,
	reply: ['PrivateApplicationResponse'],
	handle: ({ world }) => ok(world.application.toPayload())
}));

/** Routes that a bot asks first: where the gateway is, and which application it belongs to. */
export const startRoutes: readonly Route[] = [
	...applicationRoutes,
	{
		method: 'GET',
		path: '/gateway',
		isPublic: true,
		reply: ['GatewayResponse'],
		handle: ({ gatewayUrl }) => ok({ url: gatewayUrl })
	},
	{
		method: 'GET',
		path: '/gateway/bot',
		reply: ['GatewayBotResponse'],
		handle: ({ gatewayUrl, shards }) =>
			ok({
				url: gatewayUrl,
				shards,
				// A lower max_concurrency makes discord.js identify its shards five seconds apart.
				session_start_limit: { total: 1000, remaining: 999, reset_after: DayMs, max_concurrency: 16 }
			})
	}
];
