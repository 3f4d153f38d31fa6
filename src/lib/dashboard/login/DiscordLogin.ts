import { err, ok, type Result } from '@sapphire/result';
import type { DiscordFailure } from '../../discord/oauth/DiscordFailure.js';
import { DiscordOAuthClient } from '../../discord/oauth/DiscordOAuthClient.js';
import type { DiscordUserApi } from '../../discord/oauth/DiscordUserApi.js';
import type { Sessions } from '../Sessions.js';
import type { StartedLogins } from './StartedLogins.js';

/** `foreign`: not started in this browser, or too old. `declined`: by the person. Other codes come from Discord. */
export type LoginRefusal = { code: 'foreign' | 'declined' } | DiscordFailure;

export interface LoginDependencies {
	started: StartedLogins;
	sessions: Sessions;
	users: DiscordUserApi;
	/** Returns `null` until the bot knows its application id. */
	oauth: () => DiscordOAuthClient | null;
	dashboardUrl: string;
}

export interface LoggedIn {
	/** Value of the session cookie. */
	cookie: string;
	expiresAt: Date;
	returnTo: string;
}

const NotReady: DiscordFailure = { code: 'unavailable', retryAfterMs: 5_000 };

/** Login with Discord: sends the browser to its consent page, and creates a session when it returns. */
export class DiscordLogin {
	public constructor(private readonly dependencies: LoginDependencies) {}

	/** Starts a login. Returns Discord's address, and the cookie that binds the login to this browser. */
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
	 * Finishes a login when the browser returns from Discord. The session is always new, which prevents session fixation.
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

/** Pages that only redirect. Returning to them would cause a loop. */
const Passages = ['login', 'callback'];
/** The path is stored in a cookie, and browsers drop cookies over 4,096 bytes. */
const MaxPathLength = 2_000;

/** Returns the page to open after the login. It is always a page of the dashboard. */
export function returnPath(wanted: string | null, dashboardUrl: string): string {
	const home = new URL(dashboardUrl);
	if (!wanted?.startsWith('/') || !URL.canParse(wanted, home)) return home.pathname;
	const { origin, pathname, search } = new URL(wanted, home);
	const isOwnPage = origin === home.origin && `${pathname}/`.startsWith(`${home.pathname}/`);
	const isPassage = Passages.some((name) => pathname === `${home.pathname}/${name}`);
	const path = `${pathname}${search}`;
	return isOwnPage && !isPassage && path.length <= MaxPathLength ? path : home.pathname;
}
