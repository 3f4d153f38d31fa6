import { describe, expect, it } from 'vitest';
import { Browser } from '../../../../sandbox/Browser.js';
import type { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { authorizeUrl, Callback, call, pkce, startKick, startReceiver, tokenForm } from './support.js';

const Day = 24 * 60 * 60;

/** Goes through the browser; the receiver stands for the bot, and only the code matters here. */
async function codeFor(kick: SimulatedKick, changes: Record<string, string> = {}) {
	const { verifier, challenge } = pkce();
	const receiver = await startReceiver();
	const redirectUri = receiver.url.replace('127.0.0.1', 'localhost');
	kick.app.redirectUris = [redirectUri];
	const consent = await new Browser().open(authorizeUrl(kick, challenge, { redirect_uri: redirectUri, ...changes }));
	const page = await consent.submit('Allow');
	const code = new URL(page.url).searchParams.get('code') ?? '';
	return { code, verifier, redirectUri, page, consent };
}

function exchange(kick: SimulatedKick, fields: Record<string, string>) {
	return call(kick, 'POST /oauth/token', { form: tokenForm(kick, fields) });
}

function refresh(kick: SimulatedKick, refreshToken: string) {
	return exchange(kick, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

async function startWithStreamer() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone', { username: 'Streamer<One>' });
	kick.oauth.signIn('streamerone');
	return { kick, streamer };
}

describe('authorization', () => {
	it('shows account and scopes, and leads back with code and state', async () => {
		const { kick, streamer } = await startWithStreamer();
		const { code, verifier, redirectUri, page, consent } = await codeFor(kick);

		expect(consent.text).toContain('Signed in as Streamer<One>');
		expect(consent.text).toContain('user:read chat:write');
		expect(code).toHaveLength(48);
		expect(new URL(page.url).searchParams.get('state')).toBe('some-state');

		const answer = await exchange(kick, {
			grant_type: 'authorization_code',
			code,
			code_verifier: verifier,
			redirect_uri: redirectUri
		});
		expect(answer.json).toEqual({
			access_token: expect.stringMatching(/^[\w-]{48}$/),
			token_type: 'Bearer',
			refresh_token: expect.stringMatching(/^[\w-]{48}$/),
			expires_in: 7200,
			scope: 'user:read chat:write'
		});
		const self = await call(kick, 'GET /public/v1/users', { token: String(answer.json.access_token) });
		expect(self.json.data).toMatchObject([{ user_id: streamer.userId, email: 'streamerone@example.org' }]);
	});

	it('leads back with access_denied when the person declines', async () => {
		const { kick } = await startWithStreamer();
		const receiver = await startReceiver();
		const redirectUri = receiver.url.replace('127.0.0.1', 'localhost');
		kick.app.redirectUris = [redirectUri];
		const consent = await new Browser().open(authorizeUrl(kick, pkce().challenge, { redirect_uri: redirectUri }));
		const page = await consent.submit('Deny');
		expect(Object.fromEntries(new URL(page.url).searchParams)).toEqual({ error: 'access_denied', state: 'some-state' });
	});

	it('asks for a login first when no user is signed in', async () => {
		const kick = await startKick();
		kick.addStreamer('streamerone');
		const signIn = await new Browser().open(authorizeUrl(kick, pkce().challenge));
		const consent = await signIn.submit('streamerone');
		expect(consent.text).toContain('Signed in as streamerone');
		expect(kick.oauth.signedIn?.slug).toBe('streamerone');
	});

	it.each([
		['an unknown client', { client_id: 'other' }],
		['another response type', { response_type: 'token' }],
		['a redirect URI that is not registered to the byte', { redirect_uri: `${Callback}/` }],
		['an empty state', { state: '' }],
		['no scope', { scope: '' }],
		['an unknown scope', { scope: 'user:read chat:read' }],
		['the plain challenge method', { code_challenge_method: 'plain' }],
		['a padded challenge', { code_challenge: `${'a'.repeat(43)}=` }],
		['no challenge', { code_challenge: '' }]
	])('sends the browser to the 404 page for %s', async (_, changes) => {
		const { kick } = await startWithStreamer();
		const page = await new Browser().open(authorizeUrl(kick, pkce().challenge, changes));
		expect(page.url).toBe(`${kick.url}/`);
		expect(page.status).toBe(404);
	});

	it('rewrites the first 127.0.0.1, which a decoy parameter absorbs', async () => {
		const { kick } = await startWithStreamer();
		const redirectUri = 'http://127.0.0.1:4000/callback';
		kick.app.redirectUris = [redirectUri];
		const url = authorizeUrl(kick, pkce().challenge, { redirect_uri: redirectUri });

		expect((await new Browser().open(url)).status).toBe(404);
		const saved = url.replace('/oauth/authorize?', '/oauth/authorize?redirect=127.0.0.1&');
		expect((await new Browser().open(saved)).status).toBe(200);
	});

	it('has one page for one consent', async () => {
		const { kick } = await startWithStreamer();
		const { consent } = await codeFor(kick);
		expect((await consent.submit('Allow')).status).toBe(404);
	});

	it('knows no /oauth2', async () => {
		const { kick } = await startWithStreamer();
		expect((await call(kick, 'GET /oauth2/authorize')).status).toBe(404);
	});
});

describe('token endpoint', () => {
	it('refuses a code that was used, however it was used', async () => {
		const { kick } = await startWithStreamer();
		const { code, verifier, redirectUri } = await codeFor(kick);
		const fields = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri };

		expect((await exchange(kick, { ...fields, code_verifier: 'wrong' })).json.error).toBe('invalid_grant');
		const second = await exchange(kick, fields);
		expect(second.status).toBe(400);
		expect(second.json.error).toBe('invalid_grant');
	});

	it.each([
		['verifier', { code_verifier: 'wrong' }, 'invalid_grant'],
		['code', { code: 'wrong' }, 'invalid_grant'],
		['redirect URI', { redirect_uri: Callback }, 'invalid_grant'],
		['secret', { client_secret: 'wrong' }, 'invalid_client'],
		['client', { client_id: 'wrong' }, 'invalid_client'],
		['grant type', { grant_type: 'password' }, 'Invalid request'],
		['empty verifier', { code_verifier: '' }, 'Invalid request']
	])('refuses a wrong %s', async (_, changes, error) => {
		const { kick } = await startWithStreamer();
		const { code, verifier, redirectUri } = await codeFor(kick);
		const fields = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri };
		const answer = await exchange(kick, { ...fields, ...changes });
		expect(answer.status).toBe(400);
		expect(answer.json.error).toBe(error);
	});

	it('refuses a code after its time', async () => {
		const { kick } = await startWithStreamer();
		const { code, verifier, redirectUri } = await codeFor(kick);
		kick.oauth.pass(kick.oauth.codeSeconds);
		const answer = await exchange(kick, {
			grant_type: 'authorization_code',
			code,
			code_verifier: verifier,
			redirect_uri: redirectUri
		});
		expect(answer.json.error).toBe('invalid_grant');
	});

	it('takes neither HTTP Basic nor JSON', async () => {
		const kick = await startKick();
		const form = tokenForm(kick, { grant_type: 'client_credentials' });
		const basic = await call(kick, 'POST /oauth/token', { form, headers: { authorization: 'Basic YTpi' } });
		const asJson = await call(kick, 'POST /oauth/token', { body: form });
		expect([basic.status, asJson.status]).toEqual([400, 400]);
	});

	it('gives an app token without scope and refresh token', async () => {
		const kick = await startKick();
		const answer = await exchange(kick, { grant_type: 'client_credentials' });
		expect(answer.json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 5_184_000 });
	});

	it('may grant less than was asked for', async () => {
		const { kick } = await startWithStreamer();
		kick.oauth.grantScopes = (asked) => asked.filter((scope) => scope !== 'chat:write');
		const { code, verifier, redirectUri } = await codeFor(kick);
		const answer = await exchange(kick, {
			grant_type: 'authorization_code',
			code,
			code_verifier: verifier,
			redirect_uri: redirectUri
		});
		expect(answer.json.scope).toBe('user:read');
	});
});

describe('refresh', () => {
	it('rotates the token and lets the old one work for the grace time only', async () => {
		const { kick } = await startWithStreamer();
		const { refreshToken } = kick.oauth.issueTokens('streamerone');

		const first = await refresh(kick, refreshToken);
		expect(first.status).toBe(200);
		expect(first.json.refresh_token).not.toBe(refreshToken);
		expect((await refresh(kick, refreshToken)).status).toBe(200);
		kick.oauth.pass(kick.oauth.graceSeconds);
		expect((await refresh(kick, refreshToken)).json.error).toBe('invalid_grant');
		expect((await refresh(kick, String(first.json.refresh_token))).status).toBe(200);
		expect(kick.oauth.rotations).toBe(3);
	});

	it('starts new 30 days with each rotation when sliding', async () => {
		const { kick } = await startWithStreamer();
		const { refreshToken } = kick.oauth.issueTokens('streamerone');
		kick.oauth.pass(20 * Day);
		const first = await refresh(kick, refreshToken);
		kick.oauth.pass(20 * Day);
		expect((await refresh(kick, String(first.json.refresh_token))).status).toBe(200);
	});

	it('kills the whole chain 30 days after the consent when absolute, and may show that date', async () => {
		const { kick } = await startWithStreamer();
		kick.oauth.refreshChain = 'absolute';
		kick.oauth.sendsRefreshExpiry = true;
		const { refreshToken } = kick.oauth.issueTokens('streamerone');
		kick.oauth.pass(20 * Day);
		const first = await refresh(kick, refreshToken);
		expect(first.json.refresh_expires_in).toBeLessThanOrEqual(10 * Day);
		kick.oauth.pass(10 * Day);
		expect((await refresh(kick, String(first.json.refresh_token))).json.error).toBe('invalid_grant');
	});

	it('fails for one account when its refresh tokens were killed', async () => {
		const { kick } = await startWithStreamer();
		kick.addStreamer('other');
		const [dead, alive] = [kick.oauth.issueTokens('streamerone'), kick.oauth.issueTokens('other')];
		kick.oauth.killRefreshTokens('streamerone');
		expect((await refresh(kick, dead.refreshToken)).status).toBe(400);
		expect((await refresh(kick, alive.refreshToken)).status).toBe(200);
		expect((await call(kick, 'GET /public/v1/users', { token: dead.accessToken })).status).toBe(200);
	});
});

describe('access ends', () => {
	it('on expiry, on command, or when the app is disconnected', async () => {
		const { kick, streamer } = await startWithStreamer();
		const isAlive = async (token: string) => (await call(kick, 'GET /public/v1/users', { token })).status === 200;

		const first = kick.oauth.issueTokens('streamerone');
		kick.oauth.pass(kick.oauth.accessTokenSeconds);
		expect(await isAlive(first.accessToken)).toBe(false);

		const second = kick.oauth.issueTokens('streamerone');
		kick.oauth.expireAccessTokens('app');
		expect(await isAlive(second.accessToken)).toBe(true);
		kick.oauth.expireAccessTokens();
		expect(await isAlive(second.accessToken)).toBe(false);

		const third = kick.oauth.issueTokens('streamerone');
		streamer.disconnectsApp();
		expect(await isAlive(third.accessToken)).toBe(false);
		expect((await refresh(kick, third.refreshToken)).json.error).toBe('invalid_grant');
	});

	it('on revocation, which is answered with the text OK', async () => {
		const { kick } = await startWithStreamer();
		const { accessToken, refreshToken } = kick.oauth.issueTokens('streamerone');
		const revoke = (query: string) => call(kick, `POST /oauth/revoke?${query}`, { form: {} });

		expect((await revoke(`token=${refreshToken}&token_type_hint=refresh_token`)).status).toBe(400);
		const answer = await revoke(`token=${refreshToken}&token_hint_type=refresh_token`);
		expect([answer.status, answer.text]).toEqual([200, 'OK']);
		expect((await refresh(kick, refreshToken)).status).toBe(400);
		expect((await call(kick, 'GET /public/v1/users', { token: accessToken })).status).toBe(401);
	});

	it('only for an access token that is revoked, named in the body', async () => {
		const { kick } = await startWithStreamer();
		const { accessToken, refreshToken } = kick.oauth.issueTokens('streamerone');
		const form = { token: accessToken, token_hint_type: 'access_token' };
		expect((await call(kick, 'POST /oauth/revoke', { form })).text).toBe('OK');
		expect((await call(kick, 'GET /public/v1/users', { token: accessToken })).status).toBe(401);
		expect((await refresh(kick, refreshToken)).status).toBe(200);
	});
});

describe('introspection', () => {
	it('shows kind, scope and expiry of an active token, and nothing of another', async () => {
		const { kick } = await startWithStreamer();
		const { accessToken } = kick.oauth.issueTokens('streamerone', ['user:read', 'chat:write']);
		const introspect = (token?: string) => call(kick, 'POST /oauth/token/introspect', token ? { token } : {});

		expect((await introspect(accessToken)).json).toEqual({
			data: {
				active: true,
				client_id: kick.app.clientId,
				token_type: 'user',
				scope: 'user:read chat:write',
				exp: expect.any(Number)
			},
			message: 'OK'
		});
		expect((await introspect('other')).json.data).toEqual({ active: false });
		expect((await introspect()).status).toBe(401);
	});
});
