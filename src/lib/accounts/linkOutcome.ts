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
}

export function refused(status: number, title: string, ...lines: string[]): LinkOutcome {
	return { ok: false, status, title, lines };
}

const again = 'Go back to Discord and run /kick link again.';

/** Every way in which a link can be refused before Kick is asked. */
export const Refusals = {
	noState: () => refused(400, 'This link is not complete', again),
	unknownState: () => refused(400, 'This link is not known', 'It may be older than 10 minutes, or cut off.', again),
	expired: () => refused(410, 'This link has expired', 'A link works for 10 minutes.', again),
	used: () => refused(409, 'This link was already used', 'Each link works once.', again),
	otherBrowser: () =>
		refused(
			403,
			'This link was started in another browser',
			'For your safety it has to end in the browser in which it began, with cookies allowed.',
			again
		),
	declined: () => refused(403, 'You declined on Kick', 'Nothing was linked or stored.', again),
	notConfigured: () =>
		refused(
			503,
			'Kick is not configured',
			'The owner of this bot has to set KICK_CLIENT_ID, KICK_CLIENT_SECRET and OAUTH_BASE_URL.'
		)
} as const;
