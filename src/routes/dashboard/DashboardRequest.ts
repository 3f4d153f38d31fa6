import { container } from '@sapphire/framework';
import type { Route } from '@sapphire/plugin-api';
import type { Page, PageContext, ShownGuild, Theme } from '../../dashboard/PageContext.js';
import { type Message, messagePage } from '../../dashboard/pages/messagePage.js';
import { renderPage } from '../../dashboard/renderPage.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import type { Dashboard } from '../../lib/dashboard/Dashboard.js';
import type { GuildLists, ManagedGuild, OpenGuild } from '../../lib/dashboard/GuildAccess.js';
import type { Notice } from '../../lib/dashboard/Notices.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import { cookieName, readCookie, setCookie } from '../../lib/http/cookies.js';
import { FlowCookies } from '../../lib/http/FlowCookies.js';
import { pathBelow } from '../../lib/http/pluginPaths.js';
import { type Answer, htmlAnswer, redirectAnswer } from './replies.js';

export const SessionCookie = 'kick_session';
export const ThemeCookie = 'kick_theme';
const NoticeSeconds = 60;

/** Servers that a page shows: the one that it is about, and those of its server menu. */
export interface Servers extends GuildLists {
	guild: OpenGuild | null;
}

const NoServers: Servers = { guild: null, here: [], elsewhere: [] };

/** Request to the dashboard with its session, and the ways to answer it. */
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

	/** Path of the dashboard as browsers see it. */
	public get home(): string {
		return new URL(this.dashboard.urls.dashboard).pathname;
	}

	/** Path of this request below the dashboard: `123/settings`. */
	public get path(): string {
		return pathBelow(RoutePaths.dashboard, this.http.url ?? '', container.server.options.prefix ?? '') ?? '';
	}

	public get query(): URLSearchParams {
		return new URLSearchParams(this.http.url?.split('?')[1] ?? '');
	}

	/** Cookies that carry logins to Discord and back, one per login. */
	public get loginCookies(): FlowCookies {
		return new FlowCookies('kick_login', this.dashboard.urls.isSecure);
	}

	get #theme(): Theme {
		const theme = this.cookie(ThemeCookie);
		return theme === 'light' || theme === 'dark' ? theme : 'system';
	}

	/** Cookies of notices, one per page, so that a form in another tab does not replace the notice. */
	get #noticeCookies(): FlowCookies {
		return new FlowCookies('kick_notice', this.dashboard.urls.isSecure);
	}

	public cookie(name: string): string | null {
		return readCookie(this.http, cookieName(name, this.dashboard.urls.isSecure));
	}

	/** Returns the text of a `Set-Cookie` header. */
	public setCookie(name: string, value: string, maxAgeSeconds: number): string {
		return setCookie(name, value, { isSecure: this.dashboard.urls.isSecure, maxAgeSeconds });
	}

	/** Answers with a page, in the frame of the person who is logged in. */
	public page(page: Page, servers: Servers = NoServers): Answer {
		const sealed = this.#noticeCookies.read(this.http, this.path);
		const notice = this.session && this.dashboard.notices.open(this.session, sealed);
		const html = renderPage(page, { ...this.context(servers), notice });
		return htmlAnswer(page.status ?? 200, html, notice ? [this.#noticeCookies.end(this.path)] : []);
	}

	/** Returns the page context without a notice. */
	public context({ guild, here, elsewhere }: Servers = NoServers): PageContext {
		const { dashboard, session } = this;
		const shown = (one: ManagedGuild): ShownGuild => ({
			id: one.id,
			name: one.name,
			picture: dashboard.pictures.serverAddress(one)
		});
		return {
			home: this.home,
			path: `${this.home}/${this.path}`,
			theme: this.#theme,
			person: session && { name: session.username, picture: dashboard.pictures.personAddress(session) },
			guild: guild && shown(guild),
			guilds: here.map(shown),
			addable: elsewhere.flatMap((one) => {
				const inviteUrl = dashboard.inviteUrl(one.id);
				return inviteUrl === null ? [] : [{ ...shown(one), inviteUrl }];
			}),
			inviteUrl: dashboard.inviteUrl(guild?.id),
			kickUrl: container.kick.config.webBaseUrl,
			notice: null,
			kickPicture: (url) => dashboard.pictures.kickAddress(url),
			can: (access) => guild?.rights.can(access) ?? false,
			formToken: (form) => (session ? dashboard.forms.create(session, form) : '')
		};
	}

	/** Answers with a message page. */
	public message(message: Message): Answer {
		return this.page(messagePage(message));
	}

	/**
	 * Redirects to another page of the dashboard.
	 *
	 * @param path Path below the dashboard, with its query; empty for the first page.
	 * @param notice Notice that the page shows at the top.
	 */
	public redirect(path: string, notice: Notice | null = null): Answer {
		const { dashboard, session } = this;
		const sealed = notice && session && dashboard.notices.seal(session, notice);
		const begun = sealed && { value: sealed, maxAgeSeconds: NoticeSeconds };
		const [page = ''] = path.split('?');
		const cookies = begun ? this.#noticeCookies.begin(this.http, page, begun) : [];
		return redirectAnswer(path ? `${this.home}/${path}` : this.home, cookies);
	}

	/** Redirects to the login, which later returns to this address. */
	public redirectToLogin(): Answer {
		const to = this.query.size > 0 ? `${this.home}/${this.path}?${this.query}` : `${this.home}/${this.path}`;
		return this.redirect(`login?${new URLSearchParams({ to })}`);
	}
}
