import { z } from 'zod';
import { type AuthorizationRequest, redirectUrl } from '../../oauth/AuthorizationRequest.js';
import { consentPage, type OAuthSite, signInPage } from '../../oauth/pages.js';
import type { ActivityFeed } from '../ActivityFeed.js';
import { type Answer, html, notFoundPage, redirect } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { KickApp } from '../world/KickApp.js';
import type { World } from '../world/World.js';
import type { SimulatedOAuth } from './SimulatedOAuth.js';
import { KnownScopes } from './scopes.js';

const Site: OAuthSite = {
	name: 'Kick',
	paths: { signIn: '/oauth/sign-in', authorize: '/oauth/authorize' },
	accountField: 'account',
	refusal: { value: 'deny', label: 'Deny' }
};
const SignInForm = z.object({ request: z.string(), account: z.coerce.number() });
const ConsentForm = z.object({ request: z.string(), decision: z.enum(['allow', 'deny']) });

/**
 * Pages of the authorization flow.
 *
 * @see https://docs.kick.com/getting-started/generating-tokens-oauth2-flow
 */
export function authorizeRoutes(app: KickApp, oauth: SimulatedOAuth, world: World, activity: ActivityFeed): Route[] {
	const show = (requestId: string, { scopes }: AuthorizationRequest): Answer => {
		if (oauth.signedIn === null) {
			const accounts = world.accounts.map(({ userId, username }) => ({ id: userId, name: username }));
			return html(200, signInPage(Site, requestId, accounts));
		}
		const signedInAs = oauth.signedIn.username;
		const introduction = 'The app asks for:';
		return html(200, consentPage(Site, { title: 'Authorize app', requestId, signedInAs, introduction, scopes }));
	};

	return [
		{
			method: 'GET',
			path: '/oauth/authorize',
			handle: ({ target }) => {
				const request = checkParameters(app, target);
				if (typeof request === 'string') {
					// Kick shows no reason. It redirects to its root, where there is no page.
					activity.note('oauth', `Authorization refused: ${request}`);
					return redirect('/');
				}
				return show(oauth.codes.open(request), request);
			}
		},
		{
			method: 'POST',
			path: '/oauth/sign-in',
			handle: ({ body }) => {
				const form = SignInForm.safeParse(body);
				const request = form.data && oauth.codes.find(form.data.request);
				const account = form.data && world.byUserId(form.data.account);
				if (!form.success || !request || !account) return notFoundPage();
				oauth.signIn(account.username);
				return show(form.data.request, request);
			}
		},
		{
			method: 'POST',
			path: '/oauth/authorize',
			handle: ({ body }) => {
				const form = ConsentForm.safeParse(body);
				const account = oauth.signedIn;
				const request = form.data && account && oauth.codes.close(form.data.request);
				if (!form.success || !request) return notFoundPage();

				const allowed = form.data.decision === 'allow';
				activity.note('oauth', `${account.username} ${allowed ? 'allowed' : 'denied'} ${request.scopes.join(' ')}`);
				const parameters: Record<string, string> = allowed
					? { code: oauth.codes.issue(request, account, oauth.codeSeconds) }
					: { error: 'access_denied' };
				return redirect(redirectUrl(request, parameters));
			}
		}
	];
}

/** @returns The request, or the reason to refuse it. */
function checkParameters(app: KickApp, target: string): AuthorizationRequest | string {
	// Kick's login page rewrites the first 127.0.0.1 of the URL, wherever that is.
	const { searchParams } = new URL(target.replace('127.0.0.1', 'localhost'), 'http://kick.invalid');
	const parameter = (name: string) => searchParams.get(name) ?? '';

	const redirectUri = parameter('redirect_uri');
	const codeChallenge = parameter('code_challenge');
	const scopes = parameter('scope').split(' ').filter(Boolean);
	const unknownScope = scopes.find((scope) => !KnownScopes.includes(scope));

	if (parameter('client_id') !== app.clientId) return 'unknown client_id';
	if (parameter('response_type') !== 'code') return 'response_type is not "code"';
	if (!app.redirectUris.includes(redirectUri)) return `redirect_uri '${redirectUri}' is not registered`;
	if (parameter('state') === '') return 'state is empty';
	if (scopes.length === 0) return 'scope is empty';
	if (unknownScope !== undefined) return `unknown scope '${unknownScope}'`;
	if (parameter('code_challenge_method') !== 'S256') return 'code_challenge_method is not S256';
	if (!/^[\w-]{43}$/.test(codeChallenge)) return 'code_challenge is not an unpadded base64url SHA-256';
	return { redirectUri, state: parameter('state'), scopes, codeChallenge };
}
