import { z } from 'zod';
import { ok, type Route, type RouteAnswer, type RouteContext } from '../Route.js';

const field = z.string().min(1);
const credentials = z.object({ client_id: field, client_secret: field });
const codeGrant = z.object({
	grant_type: z.literal('authorization_code'),
	code: field,
	redirect_uri: field,
	code_verifier: field.optional()
});
const revocation = z.object({ token: field });

/** @see https://docs.discord.com/developers/topics/oauth2#authorization-code-grant */
export const oauthRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/oauth2/token',
		isPublic: true,
		isUnpublished: true,
		handle: (context) => {
			const { oauth } = context;
			const form = codeGrant.safeParse(context.body);
			if (!isOwnApplication(context)) return refusal(401, 'invalid_client');
			if (!form.success) return refusal(400, 'unsupported_grant_type');
			const { code, code_verifier: verifier, redirect_uri: redirectUri } = form.data;
			const issued = oauth.codes.redeem(code, verifier, redirectUri);
			if (issued === null) return refusal(400, 'invalid_grant');
			return ok({
				access_token: oauth.tokens.issue(issued.person, issued.request.scopes, oauth.accessTokenSeconds),
				token_type: 'Bearer',
				expires_in: oauth.accessTokenSeconds,
				refresh_token: 'the-sandbox-refreshes-nothing',
				scope: issued.request.scopes.join(' ')
			});
		}
	},
	{
		method: 'POST',
		path: '/oauth2/token/revoke',
		isPublic: true,
		isUnpublished: true,
		handle: (context) => {
			const { oauth } = context;
			const form = revocation.safeParse(context.body);
			if (!isOwnApplication(context)) return refusal(401, 'invalid_client');
			const user = form.data && oauth.tokens.find(form.data.token)?.user;
			if (user) oauth.deauthorize(user);
			return ok({});
		}
	}
];

function isOwnApplication({ application, body, oauth }: RouteContext): boolean {
	const { data } = credentials.safeParse(body);
	return data?.client_id === application.id && data.client_secret === oauth.clientSecret;
}

function refusal(status: number, error: string): RouteAnswer {
	return { status, body: { error } };
}
