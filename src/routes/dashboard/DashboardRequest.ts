import { container } from '@sapphire/framework';
import type { Route } from '@sapphire/plugin-api';
import type { Page, PageContext } from '../../dashboard/PageContext.js';
import { type Message, messagePage } from '../../dashboard/pages/messagePage.js';
import { renderPage } from '../../dashboard/renderPage.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import type { Dashboard } from '../../lib/dashboard/Dashboard.js';
import type { ManagedGuild } from '../../lib/dashboard/GuildAccess.js';
import type { Notice } from '../../lib/dashboard/Notices.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import { cookieName, readCookie, setCookie } from '../../lib/http/cookies.js';
import { FlowCookies } from '../../lib/http/FlowCookies.js';
import { pathBelow } from '../../lib/http/ourPaths.js';
import { type Answer, htmlAnswer, redirectAnswer } from './replies.js';

export const SessionCookie = 'kick_session';
const NoticeSeconds = 60;

/** One request to the dashboard, with who makes it, and the ways to answer it. */
export class DashboardRequest {
	public constructor(
		public readonly http: Route.Request,
		public readonly dashboard: Dashboard,
		public readonly session: Session | null
	) {}

	public static async open(http: Route.Request, dashboard: Dashboard): Promise<DashboardRequest> {
		const cookie = readCookie(http, cookieName(SessionCookie, dashboard.urls.isSecure));
		return new DashboardRequest(http, dashboard, await dashboard.sessions.find(cookie));
	}

	/** Path of the dashboard, as browsers see it. */
	public get home(): string {
		return new URL(this.dashboard.urls.dashboard).pathname;
	}

	/** The path of this request below the dashboard: `123/settings`. */
	public get path(): string {
		return pathBelow(RoutePaths.dashboard, this.http.url ?? '', container.server.options.prefix ?? '') ?? '';
	}

	public get query(): URLSearchParams {
		return new URLSearchParams(this.http.url?.split('?')[1] ?? '');
	}

	/** Cookies that carry logins from here to Discord and back, one for each login. */
	public get loginCookies(): FlowCookies {
		return new FlowCookies('kick_login', this.dashboard.urls.isSecure);
	}

	/** Cookies of notices, one for each page that is to show one: a form in another tab does not take its place. */
	get #noticeCookies(): FlowCookies {
		return new FlowCookies('kick_notice', this.dashboard.urls.isSecure);
	}

	public cookie(name: string): string | null {
		return readCookie(this.http, cookieName(name, this.dashboard.urls.isSecure));
	}

	/** The text of a `Set-Cookie` header. */
	public setCookie(name: string, value: string, maxAgeSeconds: number): string {
		return setCookie(name, value, { isSecure: this.dashboard.urls.isSecure, maxAgeSeconds });
	}

	/** A whole page, in the frame of whoever is logged in. */
	public page(page: Page, guild: ManagedGuild | null = null, guilds: readonly ManagedGuild[] = []): Answer {
		const sealed = this.#noticeCookies.read(this.http, this.path);
		const notice = this.session && this.dashboard.notices.open(this.session, sealed);
		const html = renderPage(page, { ...this.frame(guild, guilds), notice });
		return htmlAnswer(page.status ?? 200, html, notice ? [this.#noticeCookies.end(this.path)] : []);
	}

	/** What stands around whatever is shown, without a notice. */
	public frame(guild: ManagedGuild | null = null, guilds: readonly ManagedGuild[] = []): PageContext {
		const { dashboard, session } = this;
		return {
			home: this.home,
			path: `${this.home}/${this.path}`,
			person: session?.username ?? null,
			guild,
			guilds,
			notice: null,
			formToken: (form) => (session ? dashboard.forms.create(session, form) : '')
		};
	}

	/** A plain page that only says something. */
	public message(message: Message): Answer {
		return this.page(messagePage(message));
	}

	/**
	 * Leads on to another page of the dashboard.
	 *
	 * @param path Below the dashboard; empty for its first page.
	 * @param notice What that page tells first.
	 */
	public redirect(path: string, notice: Notice | null = null): Answer {
		const { dashboard, session } = this;
		const sealed = notice && session && dashboard.notices.seal(session, notice);
		const begun = sealed && { value: sealed, maxAgeSeconds: NoticeSeconds };
		const cookies = begun ? this.#noticeCookies.begin(this.http, path, begun) : [];
		return redirectAnswer(path ? `${this.home}/${path}` : this.home, cookies);
	}

	/** To the login, and from there back to this address. */
	public redirectToLogin(): Answer {
		const to = this.query.size > 0 ? `${this.home}/${this.path}?${this.query}` : `${this.home}/${this.path}`;
		return this.redirect(`login?${new URLSearchParams({ to })}`);
	}
}
