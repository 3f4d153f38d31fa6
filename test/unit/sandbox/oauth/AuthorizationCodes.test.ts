import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { AuthorizationCodes } from '../../../../sandbox/oauth/AuthorizationCodes.js';
import { type AuthorizationRequest, redirectUrl } from '../../../../sandbox/oauth/AuthorizationRequest.js';

const redirectUri = 'http://localhost:1/callback?kept=1';
const request: AuthorizationRequest = { redirectUri, state: 'abc', scopes: ['read'], codeChallenge: null };
const withPkce = { ...request, codeChallenge: createHash('sha256').update('verifier').digest('base64url') };

describe('authorization codes', () => {
	let now: number;
	let codes: AuthorizationCodes<AuthorizationRequest, string>;

	beforeEach(() => {
		now = 0;
		codes = new AuthorizationCodes(
			() => randomUUID(),
			() => now
		);
	});

	it('work once', () => {
		const code = codes.issue(request, 'ana', 60);
		expect(codes.redeem(code, undefined, redirectUri)).toMatchObject({ request, person: 'ana' });
		expect(codes.redeem(code, undefined, redirectUri)).toBeNull();
	});

	it('expire', () => {
		const code = codes.issue(request, 'ana', 60);
		now = 60_000;
		expect(codes.redeem(code, undefined, redirectUri)).toBeNull();
	});

	it.each([
		['another verifier', 'wrong', redirectUri],
		['no verifier', undefined, redirectUri],
		['another redirect URI', 'verifier', 'http://localhost:1/']
	])('are used up by %s', (_, verifier, uri) => {
		const code = codes.issue(withPkce, 'ana', 60);
		expect(codes.redeem(code, verifier, uri)).toBeNull();
		expect(codes.redeem(code, 'verifier', redirectUri)).toBeNull();
	});

	it('are exchanged with the verifier of PKCE', () => {
		expect(codes.redeem(codes.issue(withPkce, 'ana', 60), 'verifier', redirectUri)).toMatchObject({ person: 'ana' });
	});

	it('belong to consent pages, which work once', () => {
		const id = codes.open(request);
		expect([codes.find(id), codes.close(id), codes.close(id)]).toEqual([request, request, undefined]);
	});
});

describe('redirectUrl', () => {
	it('adds the parameters and the state', () => {
		expect(redirectUrl(request, { code: 'x y' })).toBe('http://localhost:1/callback?kept=1&code=x+y&state=abc');
		expect(redirectUrl({ ...request, state: null }, { error: 'no' })).toBe(
			'http://localhost:1/callback?kept=1&error=no'
		);
	});
});
