import { container } from '@sapphire/framework';
import { Browser } from '../../../sandbox/Browser.js';
import type { Page } from '../../../sandbox/browser/Page.js';
import type { SimulatedMember } from '../../../sandbox/discord/index.js';
import { post, request } from '../../support/dashboardRequests.js';
import { PageStream } from '../../support/PageStream.js';
import type { TestWorld } from '../../support/TestWorld.js';

const SessionCookie = /^(?:__Host-)?kick_session$/;

/** Person at the dashboard, who can also send requests that no browser would send. */
export class Visitor {
	public constructor(
		private readonly world: TestWorld,
		public readonly browser = new Browser()
	) {}

	public static logIn(world: TestWorld, member: SimulatedMember): Promise<Visitor> {
		return new Visitor(world).logIn(member);
	}

	/** Creates a visitor with a session cookie that was stolen or made up. */
	public static with(world: TestWorld, session: string): Visitor {
		const visitor = new Visitor(world);
		visitor.plant(`kick_session=${session}; Path=/`);
		return visitor;
	}

	/** Logs this browser in, also if another person was logged in before. */
	public async logIn(member: SimulatedMember): Promise<this> {
		this.world.discord.oauth.signIn(member);
		const page = await this.open('login');
		// Discord asks each person only once.
		if (page.url.includes('/oauth2/')) await page.submit('Allow');
		return this;
	}

	/** Value of the session's cookie, empty if there is none. */
	public get session(): string {
		return this.browser.cookies.all.find(({ name }) => SessionCookie.test(name))?.value ?? '';
	}

	/** Puts a cookie into the browser, as a sibling domain can. */
	public plant(cookie: string): void {
		this.browser.cookies.store(new URL(this.world.url), cookie);
	}

	/** Value of the `Cookie` header. */
	public get cookies(): string {
		return this.browser.cookies.header({ url: new URL(this.world.url), method: 'GET', isCrossSite: false });
	}

	/** @param path Below the dashboard: `123/settings`. */
	public url(path = ''): string {
		return `${this.world.url}/dashboard${path && `/${path}`}`;
	}

	/** Opens a page in the browser and follows redirects. */
	public open(path = ''): Promise<Page> {
		return this.browser.open(this.url(path));
	}

	/** Sends one request and does not follow a redirect. */
	public get(path = '', headers: Record<string, string> = {}): Promise<Response> {
		return request(this.browser, this.url(path), { headers });
	}

	public post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
		return post(this.browser, this.url(path), fields, headers);
	}

	public stream(path: string): Promise<PageStream> {
		return PageStream.open(this.browser, this.url(path));
	}

	/** Creates a valid form token for this session, also for a form that is on no page. */
	public async token(form: string): Promise<string> {
		const { forms, sessions } = container.kick.dashboard!;
		const session = await sessions.find(this.session);
		if (!session) throw new Error('This visitor is not logged in.');
		return forms.create(session, form);
	}
}
