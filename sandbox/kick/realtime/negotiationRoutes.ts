import { z } from 'zod';
import { type Answer, json } from '../http/answers.js';
import type { Handler, Route } from '../http/Route.js';
import type { World } from '../world/World.js';
import type { RealtimeProvider } from './RealtimeSettings.js';
import type { SimulatedRealtime } from './SimulatedRealtime.js';

const Providers: readonly RealtimeProvider[] = ['pusher', 'centrifugo'];

const NegotiationBody = z.object({
	client: z.object({ id: z.uuid(), type: z.string() }),
	capabilities: z.object({ accepted_providers: z.array(z.object({ provider: z.string() })) })
});
const TokenBody = z.object({ client_id: z.uuid() });

/** Routes that the website asks before it opens its socket. Kick does not support them for other programs. */
export function negotiationRoutes(realtime: SimulatedRealtime, world: World): Route[] {
	const negotiate: Handler = ({ body }) => {
		const parsed = NegotiationBody.safeParse(body);
		const accepted = parsed.data?.capabilities.accepted_providers.map(({ provider }) => provider) ?? [];
		const offered = [realtime.provider, ...Providers].find((provider) => accepted.includes(provider));
		if (offered === undefined) return badRequest();
		const connections = [{ provider: offered, credentials: credentialsOf(realtime, offered) }];
		return json(200, { data: { connections, mode: 'websocket' } });
	};

	return [
		{ method: 'POST', path: '/api/v1/realtime/connection', handle: negotiate },
		{
			method: 'POST',
			path: '/api/v1/realtime/channels/:channelId/chat/connection',
			handle: (request) => {
				const isThere = world.accounts.some(({ channel }) => String(channel.channelId) === request.params.channelId);
				return isThere ? negotiate(request) : json(404, { message: 'Not found' });
			}
		},
		{
			method: 'POST',
			path: '/api/v1/realtime/auth/connection',
			handle: ({ body }) => {
				const parsed = TokenBody.safeParse(body);
				if (!parsed.success) return badRequest();
				const token = realtime.tokens.issue(parsed.data.client_id, realtime.tokenSeconds);
				return json(200, { data: { token }, message: 'success' });
			}
		}
	];
}

function credentialsOf({ pusherKey, centrifugoUrl }: SimulatedRealtime, provider: RealtimeProvider): object {
	return provider === 'pusher' ? { app_key: pusherKey, cluster: 'us2' } : { url: centrifugoUrl };
}

const badRequest = (): Answer => json(400, { message: 'Bad request' });
