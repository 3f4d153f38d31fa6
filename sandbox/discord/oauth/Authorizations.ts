import { createHash } from 'node:crypto';
import type { SimulatedUser } from '../world/entities.js';
import { newToken } from './UserTokens.js';

/** What the authorize page was opened with, after every check. */
export interface AuthorizationRequest {
	redirectUri: string;
	state: string | null;
	scopes: readonly string[];
	/** `null` without PKCE, which Discord does not require. */
	codeChallenge: string | null;
	/** Whether a person who allowed it before is not asked again. */
	isSilent: boolean;
}

interface IssuedCode {
	request: AuthorizationRequest;
	user: SimulatedUser;
	expiresAt: number;
}

const CodeLifetimeMs = 60_000;

/** Consents that wait for the person in the browser, codes that wait for the application, and who allowed it before. */
export class Authorizations {
	readonly #open = new Map<string, AuthorizationRequest>();
	readonly #codes = new Map<string, IssuedCode>();
	readonly #allowedBy = new Set<SimulatedUser>();

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

	public isAllowedBy(user: SimulatedUser): boolean {
		return this.#allowedBy.has(user);
	}

	public forget(user: SimulatedUser): void {
		this.#allowedBy.delete(user);
	}

	public issueCode(request: AuthorizationRequest, user: SimulatedUser): string {
		const code = newToken();
		this.#allowedBy.add(user);
		this.#codes.set(code, { request, user, expiresAt: Date.now() + CodeLifetimeMs });
		return code;
	}

	/** A code works once: also a wrong verifier or redirect URI uses it up. */
	public redeem(code: string, verifier: string | undefined, redirectUri: string): IssuedCode | null {
		const issued = this.#codes.get(code);
		this.#codes.delete(code);
		if (issued === undefined || issued.expiresAt <= Date.now()) return null;
		if (issued.request.redirectUri !== redirectUri) return null;
		const { codeChallenge } = issued.request;
		return codeChallenge === null || codeChallenge === challengeOf(verifier ?? '') ? issued : null;
	}
}

function challengeOf(verifier: string): string {
	return createHash('sha256').update(verifier).digest('base64url');
}
