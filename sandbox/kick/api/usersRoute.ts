import { badRequest, ok, unauthorized } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { TokenStore } from '../oauth/TokenStore.js';
import type { World } from '../world/World.js';
import { forAnyToken } from './authorized.js';
import { numbersOf } from './numbersOf.js';

/** @see https://docs.kick.com/apis/users */
export function usersRoute(world: World, tokens: TokenStore): Route {
	return {
		method: 'GET',
		path: '/public/v1/users',
		handle: forAnyToken(tokens, 'user:read', ({ query }, access) => {
			const ids = numbersOf(query, 'id');
			if (ids === null) return badRequest('id must be a number');

			const self = access.kind === 'user' ? access.account : null;
			if (ids.length === 0 && self === null) return unauthorized();
			const wanted = ids.length === 0 ? self && [self.userId] : ids;
			const accounts = world.accounts.filter(({ userId }) => wanted?.includes(userId));
			return ok(
				accounts.map((account) => ({
					user_id: account.userId,
					name: account.username,
					// Kick shows the e-mail address to its owner alone.
					email: account === self ? account.email : '',
					profile_picture: account.profilePicture
				}))
			);
		})
	};
}
