import { z } from 'zod';
import { invalidOAuthRequest, ok, unauthorized } from '../http/answers.js';
import { bearerToken } from '../http/KickRequest.js';
import type { Route } from '../http/Route.js';
import type { KickApp } from '../world/KickApp.js';
import type { SimulatedOAuth } from './SimulatedOAuth.js';

/** Kick's own name for the hint; RFC 7009 calls it `token_type_hint`. */
const Revocation = z.object({ token: z.string().min(1), token_hint_type: z.enum(['access_token', 'refresh_token']) });

/** Routes for revocation and introspection. */
export function tokenManagementRoutes(app: KickApp, oauth: SimulatedOAuth): Route[] {
	return [
		{
			method: 'POST',
			path: '/oauth/revoke',
			handle: ({ query, body }) => {
				// The docs put the parameters into the query, but existing clients put them into the body. Both work.
				const given = Revocation.safeParse({
					...Object.fromEntries(query),
					...z.object({}).loose().safeParse(body).data
				});
				if (!given.success) return invalidOAuthRequest();
				oauth.tokens.revoke(given.data.token);
				return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'OK' };
			}
		},
		{
			method: 'POST',
			path: '/oauth/token/introspect',
			handle: (request) => {
				const token = bearerToken(request);
				if (token === null) return unauthorized();
				const access = oauth.tokens.find(token);
				if (access === null) return ok({ active: false });
				return ok({
					active: true,
					client_id: app.clientId,
					token_type: access.kind,
					scope: access.kind === 'user' ? access.scopes.join(' ') : '',
					exp: Math.floor(access.expiresAt / 1000)
				});
			}
		}
	];
}
