/**
 * Why Discord did not do what was asked for on behalf of a person.
 *
 * `unauthorized`: it does not know the person's token any more. `refused`: it does not take the code or the request.
 * `misconfigured`: it does not take the application's secret. `unavailable`: it has a problem, wants a pause or was not reached.
 */
export interface DiscordFailure {
	code: 'unauthorized' | 'refused' | 'misconfigured' | 'unavailable';
	/** How long to wait before it is asked again, in milliseconds. */
	retryAfterMs: number;
}

const DefaultRetryAfterMs = 10_000;

export function discordFailure(code: DiscordFailure['code'], retryAfterMs = DefaultRetryAfterMs): DiscordFailure {
	return { code, retryAfterMs };
}
