import { type Answer, forbidden, unauthorized } from '../http/answers.js';
import { bearerToken, type KickRequest } from '../http/KickRequest.js';
import type { Handler } from '../http/Route.js';
import type { Access, TokenStore } from '../oauth/TokenStore.js';

export type UserAccess = Extract<Access, { kind: 'user' }>;

/** Guards a route that takes both kinds of token. A user's token needs the scope. */
export function forAnyToken(
	tokens: TokenStore,
	scope: string | null,
	handle: (request: KickRequest, access: Access) => Answer | Promise<Answer>
): Handler {
	return (request) => {
		const access = accessOf(tokens, request);
		if (access === null) return unauthorized();
		if (access.kind === 'user' && scope !== null && !access.scopes.includes(scope)) return forbidden();
		return handle(request, access);
	};
}

/** Guards a route for users' tokens. Kick answers an app token and a missing scope with 401 (KickDevDocs#289, #383). */
export function forUserToken(
	tokens: TokenStore,
	scope: string,
	handle: (request: KickRequest, access: UserAccess) => Answer | Promise<Answer>
): Handler {
	return (request) => {
		const access = accessOf(tokens, request);
		if (access?.kind !== 'user' || !access.scopes.includes(scope)) return unauthorized();
		return handle(request, access);
	};
}

function accessOf(tokens: TokenStore, request: KickRequest): Access | null {
	const token = bearerToken(request);
	return token === null ? null : tokens.find(token);
}
