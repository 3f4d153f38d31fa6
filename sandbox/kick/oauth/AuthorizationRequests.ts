import { createHash } from 'node:crypto';
import type { Account } from '../world/Account.js';
import { newToken } from './TokenStore.js';

/** What the authorize page was opened with, after every check. */
export interface AuthorizationRequest {
	redirectUri: string;
	state: string;
	scopes: string[];
	codeChallenge: string;
}

interface IssuedCode {
	request: AuthorizationRequest;
	account: Account;
	expiresAt: number;
}

/** Consents that wait for the person in the browser, and codes that wait for the app. */
export class AuthorizationRequests {
	readonly #open = new Map<string, AuthorizationRequest>();
	readonly #codes = new Map<string, IssuedCode>();
	readonly #now: () => number;

	public constructor(now: () => number) {
		this.#now = now;
	}

	public open(request: AuthorizationRequest): string {
		const id = newToken();
		this.#open.set(id, request);
		return id;
	}

	public find(id: string): AuthorizationRequest | undefined {
		return this.#open.get(id);
	}

	/** A consent page works once. */
	public close(id: string): AuthorizationRequest | undefined {
		const request = this.#open.get(id);
		this.#open.delete(id);
		return request;
	}

	public issueCode(request: AuthorizationRequest, account: Account, lifetimeSeconds: number): string {
		const code = newToken();
		this.#codes.set(code, { request, account, expiresAt: this.#now() + lifetimeSeconds * 1000 });
		return code;
	}

	/** A code works once: also a wrong verifier or redirect URI uses it up. */
	public redeem(code: string, verifier: string, redirectUri: string): { account: Account; scopes: string[] } | null {
		const issued = this.#codes.get(code);
		this.#codes.delete(code);
		if (issued === undefined || issued.expiresAt <= this.#now()) return null;
		if (issued.request.redirectUri !== redirectUri) return null;
		const challenge = createHash('sha256').update(verifier).digest('base64url');
		if (issued.request.codeChallenge !== challenge) return null;
		return { account: issued.account, scopes: issued.request.scopes };
	}
}
