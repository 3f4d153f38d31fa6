import { createHash } from 'node:crypto';
import type { AuthorizationRequest } from './AuthorizationRequest.js';

/** A person's consent, for which a code was issued. */
export interface Consent<Request, Person> {
	request: Request;
	person: Person;
}

interface IssuedCode<Request, Person> extends Consent<Request, Person> {
	expiresAt: number;
}

/**
 * Authorization code flow of a simulated server: open consent pages, and codes that were not exchanged yet.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1
 */
export class AuthorizationCodes<Request extends AuthorizationRequest, Person> {
	readonly #open = new Map<string, Request>();
	readonly #codes = new Map<string, IssuedCode<Request, Person>>();
	readonly #newToken: () => string;
	readonly #now: () => number;

	/**
	 * @param newToken Makes codes in the server's format.
	 * @param now Milliseconds of the server's clock. Default: the system's clock.
	 */
	public constructor(newToken: () => string, now: () => number = () => Date.now()) {
		this.#newToken = newToken;
		this.#now = now;
	}

	/** Opens a consent page and returns its id. */
	public open(request: Request): string {
		const id = this.#newToken();
		this.#open.set(id, request);
		return id;
	}

	/** Finds the request of an open consent page. */
	public find(id: string): Request | undefined {
		return this.#open.get(id);
	}

	/** Closes a consent page, which works once. */
	public close(id: string): Request | undefined {
		const request = this.#open.get(id);
		this.#open.delete(id);
		return request;
	}

	/** Issues a code for a person who has consented. */
	public issue(request: Request, person: Person, lifetimeSeconds: number): string {
		const code = this.#newToken();
		this.#codes.set(code, { request, person, expiresAt: this.#now() + lifetimeSeconds * 1000 });
		return code;
	}

	/** Exchanges a code, which works once: a wrong verifier or redirect URI uses it up, too. */
	public redeem(code: string, verifier: string | undefined, redirectUri: string): Consent<Request, Person> | null {
		const issued = this.#codes.get(code);
		this.#codes.delete(code);
		if (issued === undefined || issued.expiresAt <= this.#now()) return null;
		const { request } = issued;
		if (request.redirectUri !== redirectUri) return null;
		return request.codeChallenge === null || request.codeChallenge === challengeOf(verifier ?? '') ? issued : null;
	}
}

function challengeOf(verifier: string): string {
	return createHash('sha256').update(verifier).digest('base64url');
}
