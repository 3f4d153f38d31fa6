const Hidden = '[secret]';

/** Patterns of secrets. The first group is the part before the secret. */
const Secrets: readonly RegExp[] = [
	// https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
	/(\/(?:webhooks|interactions)\/\d{5,20}\/)[^\s/?#'"`<>]+/gi,
	// Interaction tokens on their own: "interaction:" in base64.
	/()\baW50ZXJhY3Rpb246[\w=+-]*/g,
	// User name and password in the address of a database, Redis or a proxy.
	/\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/?#@:'"`<>]*:[^\s/?#'"`<>]*(?=@)/gi,
	/\b((?:Bearer|Basic)\s+)[\w.~+/-]{16,}=*/g,
	// A JSON web token.
	/()\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
	/([?&#](?:access_token|refresh_token|client_secret|code|code_verifier|password|secret|state|token)=)[^\s&#'"`<>]+/gi,
	// https://docs.discord.com/developers/reference#authentication
	/()\b[\w-]{23,30}\.[\w-]{6}\.[\w-]{27,}\b/g
];

/** Removes tokens and passwords from a text, because errors of libraries quote addresses that contain them. */
export function withoutTokens(text: string): string {
	return Secrets.reduce((rest, pattern) => rest.replace(pattern, `$1${Hidden}`), text);
}
