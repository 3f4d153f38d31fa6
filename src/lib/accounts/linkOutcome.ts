import type { LinkStateRow } from '../storage/links/types.js';

type Account = LinkStateRow['account'];

/** Other Discord servers of an account, with what a form has to bring to end the link of one. */
export interface OfferedLinks {
	username: string;
	/** Sealed; good for these links alone. */
	ticket: string;
	servers: { guildId: string; name: string }[];
}

/** How a link ended in the browser: the page that is shown, and the text for the person in Discord. */
export interface LinkOutcome {
	ok: boolean;
	/** HTTP status of the page. */
	status: number;
	title: string;
	/** Plain sentences: what happened and what to do next. */
	lines: string[];
	/** The Discord server that it was for, where the link was a known one. */
	guildId?: string;
	/** Set where nothing was used up: the same request works later. */
	retryAfterSeconds?: number;
	/** For the page alone: names of other Discord servers are for the owner of the account, who may not be the one in Discord. */
	private?: { lines: string[]; others: OfferedLinks | null };
}

export function refused(status: number, title: string, ...lines: string[]): LinkOutcome {
	return { ok: false, status, title, lines };
}

const again = 'Go back to Discord and run /kick link again.';

function againAs(account: Account): string {
	return account === 'bot' ? 'Go back to Discord and run /kick link account:bot again.' : again;
}

/** Every way in which a link can be refused before Kick is asked. */
export const Refusals = {
	noState: () => refused(400, 'This link is not complete', again),
	unknownState: () => refused(400, 'This link is not known', 'It may be older than 10 minutes, or cut off.', again),
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
			'Open the link in Discord yourself.'
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
			"Only the owner of this bot's Discord application, or a member of its team, can do that. Nothing was linked."
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
