import { z } from 'zod';
import type { ActivityFeed } from '../ActivityFeed.js';
import { type Answer, invalidOAuthRequest, json, oauthError } from '../http/answers.js';
import type { KickRequest } from '../http/KickRequest.js';
import type { Route } from '../http/Route.js';
import type { KickApp } from '../world/KickApp.js';
import type { SimulatedOAuth } from './SimulatedOAuth.js';
import type { IssuedTokens } from './TokenStore.js';

const field = z.string().min(1);
const credentials = { client_id: field, client_secret: field };
const TokenForm = z.discriminatedUnion('grant_type', [
	z.object({
		grant_type: z.literal('authorization_code'),
		...credentials,
		redirect_uri: field,
		code_verifier: field,
		code: field
	}),
	z.object({ grant_type: z.literal('refresh_token'), ...credentials, refresh_token: field }),
	z.object({ grant_type: z.literal('client_credentials'), ...credentials })
]);

/** @see https://docs.kick.com/getting-started/generating-tokens-oauth2-flow */
export function tokenRoute(app: KickApp, oauth: SimulatedOAuth, activity: ActivityFeed): Route {
	return {
		method: 'POST',
		path: '/oauth/token',
		handle: (request) => {
			const form = TokenForm.safeParse(request.body);
			if (!isForm(request) || !form.success) return invalidOAuthRequest();
			if (form.data.client_id !== app.clientId || form.data.client_secret !== app.clientSecret) return invalidClient();

			activity.note('oauth', `Token asked for by ${form.data.grant_type}`);
			switch (form.data.grant_type) {
				case 'authorization_code': {
					const { code, code_verifier: verifier, redirect_uri: redirectUri } = form.data;
					const consent = oauth.codes.redeem(code, verifier, redirectUri);
					if (consent === null) return invalidGrant();
					const scopes = oauth.grantScopes([...consent.request.scopes]);
					return userTokens(oauth, oauth.tokens.issueForUser(consent.person, scopes));
				}
				case 'refresh_token': {
					const issued = oauth.tokens.rotate(form.data.refresh_token);
					if (issued === null) return invalidGrant();
					oauth.rotations += 1;
					return userTokens(oauth, issued);
				}
				case 'client_credentials': {
					const { accessToken, expiresIn } = oauth.tokens.issueForApp();
					return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn });
				}
			}
		}
	};
}

/** Kick takes credentials in a form body only. It refuses HTTP Basic (KickDevDocs#383) and JSON. */
function isForm({ headers }: KickRequest): boolean {
	const isUrlEncoded = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
	return isUrlEncoded && headers.authorization === undefined;
}

function userTokens({ sendsRefreshExpiry }: SimulatedOAuth, issued: IssuedTokens): Answer {
	return json(200, {
		access_token: issued.accessToken,
		token_type: 'Bearer',
		refresh_token: issued.refreshToken,
		expires_in: issued.expiresIn,
		...(sendsRefreshExpiry && { refresh_expires_in: issued.refreshExpiresIn }),
		scope: issued.scopes.join(' ')
	});
}

const invalidGrant = () =>
	oauthError(
		'invalid_grant',
		'The authorization code or refresh token is invalid, expired, revoked or of another client.'
	);
const invalidClient = () => oauthError('invalid_client', 'Client authentication failed.');
