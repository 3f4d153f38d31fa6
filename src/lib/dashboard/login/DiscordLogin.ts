import { err, ok, type Result } from '@sapphire/result';
import type { DiscordFailure } from '../../discord/oauth/DiscordFailure.js';
import { DiscordOAuthClient } from '../../discord/oauth/DiscordOAuthClient.js';
import type { DiscordUserApi } from '../../discord/oauth/DiscordUserApi.js';
import type { Sessions } from '../Sessions.js';
import type { StartedLogins } from './StartedLogins.js';

/** `foreign`: not begun in this browser, or too long ago. `declined`: the person said no. The others are Discord's. */
export type LoginRefusal = { code: 'foreign' | 'declined' } | DiscordFailure;

export interface LoginDependencies {
	started: StartedLogins;
	sessions: Sessions;
	users: DiscordUserApi;
	/** `null` until Discord has told which application this is. */
	oauth: () => DiscordOAuthClient | null;
	dashboardUrl: string;
}

export interface LoggedIn {
	/** Value of the session's cookie. */
	cookie: string;
	expiresAt: Date;
	returnTo: string;
}

const NotReady: DiscordFailure = { code: 'unavailable', retryAfterMs: 5_000 };

/** Who somebody is, by Discord: to its page and back, and then a session of ours. */
export class DiscordLogin {
	public constructor(private readonly dependencies: LoginDependencies) {}

	/** Where to send the browser, and the cookie that binds this login to it, known by its state. */
	public async begin(
		to: string | null
	): Promise<Result<{ authorizeUrl: URL; state: string; cookie: string }, DiscordFailure>> {
		const oauth = this.dependencies.oauth();
		if (!oauth) return err(NotReady);
		const verifier = DiscordOAuthClient.createVerifier();
		const { login, cookie } = this.dependencies.started.start(verifier, returnPath(to, this.dependencies.dashboardUrl));
		return ok({ authorizeUrl: await oauth.authorizeUrl(login), state: login.state, cookie });
	}

	/**
	 * The browser came back from Discord. The session is always a new one, so that nobody can hand a person a session that he
	 * knows.
	 */
	public async finish(query: URLSearchParams, cookie: string | null): Promise<Result<LoggedIn, LoginRefusal>> {
		const { sessions, started, users } = this.dependencies;
		const oauth = this.dependencies.oauth();
		if (!oauth) return err(NotReady);
		const login = started.find(cookie, query.get('state'));
		if (!login) return err({ code: 'foreign' });
		if (query.get('error') === 'access_denied') return err({ code: 'declined' });

		const token = await oauth.exchange(query, login);
		if (token.isErr()) return err(token.unwrapErr());
		const person = await users.person(token.unwrap().token);
		if (person.isErr()) return err(person.unwrapErr());
		return ok({ ...(await sessions.create(person.unwrap(), token.unwrap())), returnTo: login.returnTo });
	}
}

/** Pages that only lead on: as a place to return to they would lead round in a circle. */
const Passages = ['login', 'callback'];
/** It travels in a cookie, and browsers drop one of more than 4,096 bytes. */
const MaxPathLength = 2_000;

/** Where to go after the login: one of the dashboard's own pages, whatever the address says. */
export function returnPath(wanted: string | null, dashboardUrl: string): string {
	const home = new URL(dashboardUrl);
	if (!wanted?.startsWith('/') || !URL.canParse(wanted, home)) return home.pathname;
	const { origin, pathname, search } = new URL(wanted, home);
	const isOurs = origin === home.origin && `${pathname}/`.startsWith(`${home.pathname}/`);
	const isPassage = Passages.some((name) => pathname === `${home.pathname}/${name}`);
	const path = `${pathname}${search}`;
	return isOurs && !isPassage && path.length <= MaxPathLength ? path : home.pathname;
}
