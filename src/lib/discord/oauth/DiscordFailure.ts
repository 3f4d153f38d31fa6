/**
 * Failure of a Discord request on behalf of a user.
 *
 * - `unauthorized`: the user's token is no longer valid
 * - `refused`: Discord does not accept the code or the request
 * - `misconfigured`: Discord does not accept the application's secret
 * - `unavailable`: Discord has an error, asks for a pause or could not be reached
 */
export interface DiscordFailure {
	code: 'unauthorized' | 'refused' | 'misconfigured' | 'unavailable';
	/** Time to wait before the next request, in milliseconds. */
	retryAfterMs: number;
}

const DefaultRetryAfterMs = 10_000;

export function discordFailure(code: DiscordFailure['code'], retryAfterMs = DefaultRetryAfterMs): DiscordFailure {
	return { code, retryAfterMs };
}
