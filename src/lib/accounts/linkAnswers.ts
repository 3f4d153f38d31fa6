import type { KickError } from '../kick/errors.js';
import { StreamerScopes, type TokenSet } from '../kick/index.js';
import type { LinkStateRow } from '../storage/links/types.js';
import { type LinkOutcome, refused } from './linkOutcome.js';

export function wrongAccount(username: string, slug: string): LinkOutcome {
	return refused(
		403,
		'This is not the account of the channel',
		`You are signed in to Kick as ${username}, but this Discord server uses the channel ${slug}.`,
		`Sign in to Kick as the owner of ${slug}, or set another channel with /kick channel, then run /kick link again.`
	);
}

export function botMayNotWrite(username: string): LinkOutcome {
	return refused(
		403,
		'This account may not write in chat',
		`Kick did not grant chat:write for ${username}, so the bot account could not write.`,
		'Tick this scope in the Kick app, then run /kick link account:bot again.'
	);
}

/** Kick said no to this code (a person has to start again), or could not be asked (it may work later). */
export function kickFailed(error: KickError, { account }: Pick<LinkStateRow, 'account'>): LinkOutcome {
	const isRefusal = ['invalid_grant', 'bad_request', 'channel_not_found'].includes(error.code);
	return refused(
		isRefusal ? 400 : 502,
		'The account could not be linked',
		error.hint,
		`Go back to Discord and run ${account === 'bot' ? '/kick link account:bot' : '/kick link'} again.`
	);
}

export function missingScopes(tokens: TokenSet): string[] {
	const missing = StreamerScopes.filter((scope) => !tokens.scopes.includes(scope));
	if (tokens.scopes.length === 0 || missing.length === 0) return [];
	return [`Kick did not grant: ${missing.join(', ')}. Tick these scopes in the Kick app, then link again.`];
}

/** @param servers Names of servers whose links ended with the account's last consent. */
export function linksEnded(servers: readonly string[]): string[] {
	if (servers.length === 0) return [];
	return [
		'Kick no longer accepted the earlier link of this account: its owner removed the app, or 30 days were over. ' +
			`So these Discord servers are no longer linked: ${servers.join(', ')}. ` +
			'To link one again, run /kick link there.'
	];
}

/** The link that a page showed was ended or made again since. */
export function linkChanged(username: string, server: string): LinkOutcome {
	return refused(
		409,
		'Nothing was changed',
		`The link of ${username} to ${server} has ended already, or was made again since this page was opened.`
	);
}

export function whatNow(missing: readonly string[]): string[] {
	if (missing.length === 0) return ['Everything is set up.'];
	return [
		'The account is linked. Run /kick sync in Discord to try the rest again, and /check_kick_config to see what is missing.'
	];
}
