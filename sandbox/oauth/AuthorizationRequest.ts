/** Checked parameters of an authorize page. */
export interface AuthorizationRequest {
	redirectUri: string;
	/** `null` when the application sent none. */
	state: string | null;
	scopes: readonly string[];
	/** The S256 challenge of PKCE; `null` without PKCE. */
	codeChallenge: string | null;
}

/** Returns the address that sends the browser back to the application. */
export function redirectUrl(request: AuthorizationRequest, parameters: Record<string, string>): string {
	const url = new URL(request.redirectUri);
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	if (request.state !== null) url.searchParams.set('state', request.state);
	return url.href;
}
