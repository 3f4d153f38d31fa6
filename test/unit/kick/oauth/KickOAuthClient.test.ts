import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KickErrorCode } from '../../../../src/lib/kick/errors.js';
import { KickOAuthClient } from '../../../../src/lib/kick/oauth/KickOAuthClient.js';
import { challengePage, cut, edgeBlock, HttpStub, halfAnswer, json, raw, silence } from '../../../support/HttpStub.js';

const RedirectUri = 'https://bot.example/auth/kick/callback';
let stub: HttpStub;
let oauth: KickOAuthClient;

function client(redirectUri = RedirectUri, timeoutMs?: number): KickOAuthClient {
	oauth = new KickOAuthClient({
		baseUrl: stub.baseUrl,
		clientId: 'client-1',
		clientSecret: 'CLIENT-SECRET',
		redirectUri,
		timeoutMs
	});
	return oauth;
}

beforeEach(async () => {
	stub = await HttpStub.start();
	client();
});

afterEach(async () => {
	await stub.stop();
	await oauth.close();
});

const tokens = {
	access_token: 'ACCESS-SECRET',
	token_type: 'Bearer',
	refresh_token: 'REFRESH-SECRET',
	expires_in: 7200,
	scope: 'user:read chat:write'
};

function exchange(query: string) {
	return oauth.exchange({
		callbackUrl: new URL(`${RedirectUri}?${query}`),
		state: 'state-1',
		verifier: 'v'.repeat(43)
	});
}

function secondsFromNow(date: Date | null): number {
	return Math.round(((date?.getTime() ?? 0) - Date.now()) / 100) / 10;
}

describe('the authorize address', () => {
	it('contains every parameter that Kick needs', async () => {
		const verifier = oauth.createVerifier();
		const url = await oauth.authorizeUrl({ state: 's t&', verifier, scopes: ['user:read', 'chat:write'] });
		expect(url.origin + url.pathname).toBe(`${stub.baseUrl}/oauth/authorize`);
		expect(Object.fromEntries(url.searchParams)).toEqual({
			redirect_uri: RedirectUri,
			client_id: 'client-1',
			response_type: 'code',
			scope: 'user:read chat:write',
			state: 's t&',
			code_challenge: createHash('sha256').update(verifier).digest('base64url'),
			code_challenge_method: 'S256'
		});
	});

	it('has a first parameter for Kick’s login page to damage, before one with 127.0.0.1', async () => {
		client('http://127.0.0.1:4000/auth/kick/callback');
		const url = await oauth.authorizeUrl({ state: 's', verifier: 'v', scopes: [] });
		expect([...url.searchParams.keys()].slice(0, 2)).toEqual(['redirect', 'redirect_uri']);
		expect(url.search.replace('127.0.0.1', 'localhost')).toContain('redirect_uri=http%3A%2F%2F127.0.0.1');
	});

	it('has a verifier that cannot be guessed', () => {
		expect(oauth.createVerifier()).toMatch(/^[\w-]{43,128}$/);
		expect(oauth.createVerifier()).not.toBe(oauth.createVerifier());
	});
});

describe('the code exchange', () => {
	it('sends everything in the body, and nothing with Basic authentication', async () => {
		stub.reply(json(200, tokens));
		const set = (await exchange('code=code-1&state=state-1')).unwrap();
		expect(set.accessToken).toBe('ACCESS-SECRET');
		expect(set.refreshToken).toBe('REFRESH-SECRET');
		expect(set.scopes).toEqual(['user:read', 'chat:write']);
		expect(secondsFromNow(set.expiresAt)).toBeCloseTo(7200, -1);
		expect(set.refreshExpiresAt).toBeNull();

		const [request] = stub.requests;
		expect(request).toMatchObject({ method: 'POST', path: '/oauth/token' });
		expect(request?.headers.authorization).toBeUndefined();
		expect(request?.headers['content-type']).toContain('application/x-www-form-urlencoded');
		expect(request?.headers['user-agent']).toContain('sapphire-plugin-kick');
		expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
			grant_type: 'authorization_code',
			client_id: 'client-1',
			client_secret: 'CLIENT-SECRET',
			redirect_uri: RedirectUri,
			code: 'code-1',
			code_verifier: 'v'.repeat(43)
		});
	});

	it.each([
		['another state', 'code=c&state=other'],
		['no state', 'code=c'],
		['no code', 'state=state-1'],
		['an empty code', 'code=&state=state-1'],
		['two codes', 'code=a&code=b&state=state-1'],
		['two states', 'code=a&state=state-1&state=x'],
		['a foreign issuer', 'code=a&state=state-1&iss=https://evil.example'],
		['a token', 'token=x&state=state-1'],
		['a declined consent of another state', 'error=access_denied&state=other'],
		['nothing', '']
	])('sends no request for an address with %s', async (_name, query) => {
		expect((await exchange(query)).unwrapErr().code).toBe('bad_request');
		expect(stub.requests).toHaveLength(0);
	});

	it.each<[string, KickErrorCode]>([
		['access_denied', 'forbidden'],
		['server_error', 'kick_unavailable'],
		['temporarily_unavailable', 'kick_unavailable'],
		['invalid_scope', 'bad_request'],
		['<script>', 'bad_request']
	])('reports an answer with error=%s', async (error, code) => {
		const query = new URLSearchParams({ error, state: 'state-1', error_description: '<b>evil</b>' });
		const failure = (await exchange(query.toString())).unwrapErr();
		expect(failure.code).toBe(code);
		expect(inspect(failure)).not.toContain('evil');
		if (error === 'access_denied') expect(failure.hint).toContain('You declined');
	});

	it('without a refresh token is no link', async () => {
		stub.reply(json(200, { ...tokens, refresh_token: undefined }));
		expect((await exchange('code=c&state=state-1')).unwrapErr().code).toBe('invalid_response');
	});

	it('with a used code asks to start again', async () => {
		stub.reply(json(400, { error: 'invalid_grant', error_description: 'used' }));
		const error = (await exchange('code=c&state=state-1')).unwrapErr();
		expect(error).toMatchObject({ code: 'invalid_grant', hint: expect.stringContaining('again'), detail: 'used' });
	});

	it('accepts any address without an exception', async () => {
		stub.reply(json(400, {}));
		const name = fc.oneof(fc.constantFrom('code', 'state', 'error', 'iss', 'response', 'token'), fc.string());
		const pairs = fc.array(fc.tuple(name, fc.oneof(fc.constant('state-1'), fc.string())), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(pairs, async (query) => {
				expect((await exchange(new URLSearchParams(query).toString())).isErr()).toBe(true);
			})
		);
	});
});

describe('a token answer', () => {
	it.each([
		['expires_in as text', { expires_in: '7200' }, 7200, null],
		['no expires_in', { expires_in: undefined }, 3600, null],
		['expires_in null', { expires_in: null }, 3600, null],
		['nonsense in expires_in', { expires_in: 'soon' }, 3600, null],
		['a huge expires_in', { expires_in: 1e30 }, 3600, null],
		['a negative expires_in', { expires_in: -5 }, 3600, null],
		['refresh_expires_in', { refresh_expires_in: 2_592_000 }, 7200, 2_592_000],
		['refresh_expires_in as text', { refresh_expires_in: '60' }, 7200, 60],
		['token_type in capitals', { token_type: 'BEARER' }, 7200, null],
		['no token_type', { token_type: undefined }, 7200, null],
		['unknown fields', { id_token: 'not a JWT', extra: { a: 1 } }, 7200, null]
	])('with %s is accepted', async (_name, change, expires, refreshExpires) => {
		stub.reply(json(200, { ...tokens, ...change }));
		const set = (await oauth.refresh('old')).unwrap();
		expect(secondsFromNow(set.expiresAt)).toBeCloseTo(expires, -1);
		if (refreshExpires === null) expect(set.refreshExpiresAt).toBeNull();
		else expect(secondsFromNow(set.refreshExpiresAt)).toBeCloseTo(refreshExpires, -1);
	});

	it.each([
		['missing', undefined, []],
		['null', null, []],
		['empty', '', []],
		['spread out', ' user:read  chat:write\n', ['user:read', 'chat:write']]
	])('whose scope is %s is accepted', async (_name, scope, expected) => {
		stub.reply(json(200, { ...tokens, scope }));
		expect((await oauth.refresh('old')).unwrap().scopes).toEqual(expected);
	});

	it('labelled as text is accepted', async () => {
		stub.reply(raw(200, JSON.stringify(tokens), { 'content-type': 'text/plain; charset=utf-8' }));
		expect((await oauth.refresh('old')).unwrap().accessToken).toBe('ACCESS-SECRET');
	});

	it('without a new refresh token keeps the old one', async () => {
		stub.reply(json(200, { ...tokens, refresh_token: null }));
		expect((await oauth.refresh('old')).unwrap().refreshToken).toBe('old');
	});

	it('never shows its tokens', async () => {
		stub.reply(json(200, tokens));
		const set = (await oauth.refresh('old')).unwrap();
		const app = (await oauth.appToken()).unwrap();
		for (const secret of [set, app, { set, app }, [set, app]]) {
			const shown =
				inspect(secret, { showHidden: true, depth: 10, getters: true }) + JSON.stringify(secret) + String(secret);
			expect(shown).not.toMatch(/-SECRET/);
		}
		expect({ ...set, ...app }).not.toHaveProperty('accessToken');
	});
});

describe('a refused refresh', () => {
	const invalidGrant = { error: 'invalid_grant', error_description: 'The refresh token REFRESH-SECRET is invalid' };

	it.each<[string, ReturnType<typeof json>, KickErrorCode]>([
		['400 invalid_grant', json(400, invalidGrant), 'invalid_grant'],
		['401 invalid_grant', json(401, invalidGrant), 'invalid_grant'],
		['invalid_grant in an outage', json(503, invalidGrant), 'kick_unavailable'],
		['invalid_grant with 403', json(403, invalidGrant), 'forbidden'],
		['an empty 400', raw(400, '', { 'content-length': '0' }), 'bad_request'],
		['400 Invalid request', json(400, { error: 'Invalid request' }), 'bad_request'],
		[
			'a page with 400 that says invalid_grant',
			raw(400, '<html>invalid_grant', { 'content-type': 'text/html' }),
			'bad_request'
		],
		['401 without a body', raw(401, ''), 'unauthorized'],
		['401 with a challenge', raw(401, '', { 'www-authenticate': 'Bearer error="x"' }), 'unauthorized'],
		['invalid_client', json(400, { error: 'invalid_client' }), 'unauthorized'],
		['403 of the edge', edgeBlock, 'blocked'],
		['a 403 page', challengePage(403), 'blocked'],
		['404', challengePage(404), 'not_found'],
		['429', json(429, {}, { 'retry-after': '7' }), 'rate_limited'],
		['500', json(500, { message: 'internal server error' }), 'kick_unavailable'],
		['a 503 page', challengePage(503), 'kick_unavailable'],
		['a page with 200', challengePage(200), 'invalid_response'],
		['an empty 200', raw(200, ''), 'invalid_response'],
		['204', raw(204, ''), 'invalid_response'],
		[
			'half the JSON',
			raw(200, '{"access_token":"REFRESH-SECRET', { 'content-type': 'application/json' }),
			'invalid_response'
		],
		['no access token', json(200, { ...tokens, access_token: '' }), 'invalid_response'],
		['a strange token type', json(200, { ...tokens, token_type: 'mac' }), 'invalid_response'],
		['a redirect', raw(302, '', { location: '/login' }), 'invalid_response'],
		['half an answer', halfAnswer, 'outcome_unknown'],
		['a cut connection', cut, 'outcome_unknown']
	])('by %s has its own error code, is sent once, and shows no secret', async (_name, reply, code) => {
		stub.reply(reply);
		const error = (await oauth.refresh('REFRESH-SECRET')).unwrapErr();
		expect(error.code).toBe(code);
		expect(stub.requests).toHaveLength(1);
		expect(inspect(error, { showHidden: true, depth: 10 }) + JSON.stringify(error)).not.toMatch(/-SECRET/);
	});

	it('by silence keeps the link', async () => {
		client(RedirectUri, 50);
		stub.reply(silence);
		expect((await oauth.refresh('REFRESH-SECRET')).unwrapErr().code).toBe('outcome_unknown');
	});

	it('without a server keeps the link', async () => {
		await stub.stop();
		expect((await oauth.refresh('REFRESH-SECRET')).unwrapErr().code).toBe('network');
	});

	it('sends grant and secret in the body', async () => {
		stub.reply(json(200, tokens));
		await oauth.refresh('old');
		expect(Object.fromEntries(new URLSearchParams(stub.requests[0]?.body))).toEqual({
			grant_type: 'refresh_token',
			client_id: 'client-1',
			client_secret: 'CLIENT-SECRET',
			refresh_token: 'old'
		});
	});

	it('or granted one never throws, whatever the body', async () => {
		const field = fc.constantFrom(...Object.keys(tokens), 'error', 'id_token', 'refresh_expires_in');
		const body = fc.oneof(fc.dictionary(field, fc.jsonValue()), fc.jsonValue());
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(200, 400, 401), body, async (status, content) => {
				stub.reply(json(status, content ?? null));
				const result = await oauth.refresh('old');
				expect(result.isOk() || result.isErr()).toBe(true);
			}),
			{ numRuns: 50 }
		);
	});
});

describe('the app token', () => {
	it('needs no user and has no refresh token', async () => {
		stub.reply(json(200, { access_token: 'APP-SECRET', token_type: 'Bearer', expires_in: 5_184_000 }));
		const token = (await oauth.appToken()).unwrap();
		expect(token.accessToken).toBe('APP-SECRET');
		expect(secondsFromNow(token.expiresAt)).toBeCloseTo(5_184_000, -1);
		expect(Object.fromEntries(new URLSearchParams(stub.requests[0]?.body))).toEqual({
			grant_type: 'client_credentials',
			client_id: 'client-1',
			client_secret: 'CLIENT-SECRET'
		});
	});

	it.each<[string, ReturnType<typeof json>, KickErrorCode]>([
		['an empty 400', raw(400, ''), 'bad_request'],
		['wrong credentials', json(401, { error: 'invalid_client' }), 'unauthorized'],
		['a 403 page', challengePage(403), 'blocked']
	])('is an error after %s', async (_name, reply, code) => {
		stub.reply(reply);
		expect((await oauth.appToken()).unwrapErr().code).toBe(code);
	});
});

describe('revoking', () => {
	it('names the kind of token in Kick’s own way', async () => {
		stub.reply(raw(200, 'OK', { 'content-type': 'text/plain' }));
		expect((await oauth.revoke('REFRESH-SECRET', 'refresh_token')).isOk()).toBe(true);
		const [request] = stub.requests;
		expect(request).toMatchObject({ method: 'POST', path: '/oauth/revoke' });
		expect(Object.fromEntries(request!.query)).toEqual({ token: 'REFRESH-SECRET', token_hint_type: 'refresh_token' });
		expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
	});

	it('that fails shows no token', async () => {
		stub.reply(json(400, { error: 'Invalid request: REFRESH-SECRET' }));
		const error = (await oauth.revoke('REFRESH-SECRET', 'refresh_token')).unwrapErr();
		expect(error.code).toBe('bad_request');
		expect(inspect(error)).not.toContain('REFRESH-SECRET');
	});
});

describe('introspection', () => {
	it.each([
		[
			'an active user token',
			{ active: true, client_id: 'c', token_type: 'user', scope: 'user:read chat:write', exp: 1_790_000_000 },
			{ active: true, scopes: ['user:read', 'chat:write'], expiresAt: new Date(1_790_000_000_000), kind: 'user' }
		],
		['an app token', { active: true, token_type: 'app' }, { active: true, scopes: [], expiresAt: null, kind: 'app' }],
		['an ended token', { active: false }, { active: false, scopes: [], expiresAt: null, kind: null }],
		[
			'an odd answer',
			{ active: true, token_type: 'robot', exp: 'never', scope: 5 },
			{ active: true, scopes: [], expiresAt: null, kind: null }
		]
	])('reads %s', async (_name, data, expected) => {
		stub.reply(json(200, { data, message: 'OK' }));
		expect((await oauth.introspect('ACCESS')).unwrap()).toEqual(expected);
		expect(stub.requests[0]).toMatchObject({ method: 'POST', path: '/oauth/token/introspect' });
		expect(stub.requests[0]?.headers.authorization).toBe('Bearer ACCESS');
	});

	it.each<[string, ReturnType<typeof json>, KickErrorCode]>([
		['401', json(401, { message: 'Unauthorized' }), 'unauthorized'],
		['no data', json(200, {}), 'invalid_response'],
		['a page', challengePage(200), 'invalid_response'],
		['a cut connection', cut, 'network']
	])('fails after %s', async (_name, reply, code) => {
		stub.reply(reply);
		expect((await oauth.introspect('ACCESS')).unwrapErr().code).toBe(code);
	});
});
