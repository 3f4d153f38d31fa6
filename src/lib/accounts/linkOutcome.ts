import type { KickError } from '../kick/errors.js';
import { StreamerScopes, type TokenSet } from '../kick/index.js';
import type { LinkStateRow } from '../storage/repositories/LinkStateRepository.js';

type Account = LinkStateRow['account'];

/** Other Discord servers of an account, with the ticket that a form needs to end one of the links. */
export interface OfferedLinks {
	username: string;
	/** Sealed, and valid for these links alone. */
	ticket: string;
	servers: { guildId: string; name: string }[];
}

/** Outcome of a link in the browser: the content of its page, and the text for the person in Discord. */
export interface LinkOutcome {
	ok: boolean;
	/** HTTP status of the page. */
	status: number;
	title: string;
	/** Plain sentences: what happened and what to do next. */
	lines: string[];
	/** Discord server of the link, if the link is known. */
	guildId?: string;
	/** Set if nothing was consumed, so that the same request works later. */
	retryAfterSeconds?: number;
	/** Shown on the page alone. It names other Discord servers, and the person in Discord may not own the account. */
	private?: { lines: string[]; others: OfferedLinks | null };
}

function refused(status: number, title: string, ...lines: string[]): LinkOutcome {
	return { ok: false, status, title, lines };
}

const again = 'Go back to Discord and run /kick link again.';

function againAs(account: Account): string {
	return account === 'bot' ? 'Go back to Discord and run /kick link account:bot again.' : again;
}

/** Refusals that need no request to Kick. */
export const Refusals = {
	noState: () => refused(400, 'This link is not complete', again),
	unknownState: () =>
		refused(400, 'This link is not known', 'The address is incomplete, or the link is too old.', again),
	expired: (account: Account) =>
		refused(410, 'This link has expired', 'A link works for 10 minutes.', againAs(account)),
	used: (account: Account) =>
		refused(
			409,
			'This link was already used',
			'Each link works once. If you finished it in another tab, you are done.',
			againAs(account).replace('Go back', 'If not, go back')
		),
	otherBrowser: (account: Account) =>
		refused(
			403,
			'This link was started in another browser',
			'For your safety, finish it in the browser where you clicked "Continue to Kick", with cookies allowed.',
			againAs(account).replace('Go back', 'Or go back')
		),
	otherSite: () =>
		refused(
			403,
			'Another site tried to press this button',
			'Nothing was changed.',
			'Go back to Discord and open the link there.'
		),
	botIsGone: () =>
		refused(403, 'This bot is no longer in that Discord server', 'Nothing was linked.', 'Invite the bot again first.'),
	notManager: () =>
		refused(
			403,
			'You may no longer link this Discord server',
			'The person who started the link no longer has the permission Manage Server there. Nothing was linked.',
			'A manager of the server has to run /kick link.'
		),
	notOwner: () =>
		refused(
			403,
			'You may no longer link the bot account',
			"Only the owner of this bot's Discord application, or a member of its team, can do that. Nothing was linked.",
			'Ask the owner to run /kick link account:bot.'
		),
	unknownTicket: () =>
		refused(403, 'This form is not known', 'Nothing was changed. Link the account again to see its other servers.'),
	expiredTicket: () =>
		refused(
			410,
			'This page was open for too long',
			'Nothing was changed. Link the account again to see its other servers.'
		),
	discordAway: (...next: string[]) => ({
		...refused(503, 'Discord does not answer', 'Nothing was linked.', ...next),
		retryAfterSeconds: 10
	}),
	declined: (account: Account) =>
		refused(403, 'You declined on Kick', 'Nothing was linked or stored.', againAs(account)),
	stopping: () =>
		refused(
			503,
			'The bot is shutting down',
			'Wait a minute and try again. If that does not work, go back to Discord and run /kick link again.'
		),
	notConfigured: () =>
		refused(
			503,
			'Kick is not configured',
			'The owner of this bot has to set KICK_CLIENT_ID, KICK_CLIENT_SECRET and OAUTH_BASE_URL.'
		)
} as const;

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

/** Outcome of a failed request to Kick. After a refusal a person has to start again; otherwise it may work later. */
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

/** Refusal because the link was ended or made again after the page was opened. */
export function linkChanged(username: string, server: string): LinkOutcome {
	return refused(
		409,
		'Nothing was changed',
		`The link of ${username} to ${server} was removed or renewed after you opened this page.`,
		'Link the account again to see its other servers.'
	);
}

export function whatNow(missing: readonly string[]): string[] {
	if (missing.length === 0) return ['Everything is set up.'];
	return [
		'The account is linked, but the setup is not complete. Run /kick sync in Discord, then /check_kick_config ' +
			'to see what is missing.'
	];
}
