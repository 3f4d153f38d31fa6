import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { allowAtDiscord, request } from '../../support/dashboardRequests.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const cookieOf = (browser: Browser, name: string) => browser.cookies.all.find((cookie) => cookie.name === name)?.value;
const loginCookies = (browser: Browser) => browser.cookies.all.filter(({ name }) => name.startsWith('kick_login_'));

/** Opens Discord's consent page, signed in, before consent. */
async function atConsent(to = '') {
	const community = world.createCommunity();
	world.discord.oauth.signIn(community.manager);
	const browser = new Browser();
	const consent = await browser.open(`${world.url}/dashboard/login${to && `?${new URLSearchParams({ to })}`}`);
	return { ...community, browser, consent };
}

describe('the servers of a person', () => {
	it('are the ones that they manage and that the bot is in, and no others', async () => {
		const mine = world.createCommunity();
		const member = mine.manager.user;
		const owned = world.discord.addGuild({ name: 'Owned', owner: member });
		world.discord.addGuild({ name: 'Administrated' }).addMember(member, { permissions: ['Administrator'] });
		world.discord.addGuild({ name: 'Only there' }).addMember(member);
		world.discord.addGuild({ name: 'Without the bot', owner: member }).remove();
		world.createCommunity();

		const { page } = await world.logIn(mine.manager);
		const names = [...page.html.matchAll(/<h2><a [^>]+><bdi>([^<]+)<\/bdi>/g)].map((match) => match[1]);
		expect(names).toEqual(['Administrated', owned.name, mine.guild.name]);
		expect(page.text).toContain('No Kick channel yet');
	});

	it('are none for a person who manages nothing, and the page says why', async () => {
		const { guild } = world.createCommunity();
		const { page } = await world.logIn(guild.addMember('viewer'));
		expect(page.status).toBe(200);
		expect(page.text).toContain('You have no servers here yet');
		expect(page.text).not.toContain(guild.name);
	});

	it('show how far each is set up', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const { page } = await world.logIn(manager);
		expect(page.text).toContain(`${guild.name} Linked ${streamer.slug}`);
	});
});

describe('a login', () => {
	it('asks Discord for the name and the servers, with state and PKCE', async () => {
		const response = await request(new Browser(), `${world.url}/dashboard/login`);
		const target = new URL(response.headers.get('location') ?? '');
		expect(target.origin + target.pathname).toBe(`${new URL(world.discord.apiUrl).origin}/oauth2/authorize`);
		expect(Object.fromEntries(target.searchParams)).toMatchObject({
			client_id: world.discord.application.id,
			redirect_uri: `${world.url}/dashboard/callback`,
			scope: 'identify guilds',
			state: expect.stringMatching(/^[\w-]{43}$/),
			code_challenge: expect.stringMatching(/^[\w-]{43}$/),
			code_challenge_method: 'S256'
		});
		expect(response.headers.get('set-cookie')).toMatch(
			/^kick_login_[0-9a-f]{16}=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/
		);
	});

	it('leads back to the requested page', async () => {
		const { guild, manager } = world.createCommunity();
		world.discord.oauth.signIn(manager);
		const consent = await new Browser().open(`${world.url}/dashboard/${guild.id}/settings?from=a&b=c`);
		const page = await consent.submit('Allow');
		expect(page.url).toBe(`${world.url}/dashboard/${guild.id}/settings?from=a&b=c`);
		expect(page.text).toContain('Settings');
	});

	it.each([
		'https://evil.example/',
		'//evil.example/dashboard',
		'/\\evil.example/dashboard',
		'/dashboard/../auth/kick',
		'/dashboardevil',
		'/dashboard/login?to=/dashboard',
		'javascript:alert(1)'
	])('leads nowhere else, whatever the address contains: %s', async (to) => {
		const { consent } = await atConsent(to);
		expect((await consent.submit('Allow')).url).toBe(`${world.url}/dashboard`);
	});

	it('does not ask a person again who has allowed it before', async () => {
		const { manager } = world.createCommunity();
		await world.logIn(manager);
		const again = await new Browser().open(`${world.url}/dashboard/login`);
		expect(again.text).toContain('Your servers');
	});

	it('is refused when the person declines, and can be repeated', async () => {
		const { browser, consent } = await atConsent();
		const page = await consent.submit('Cancel');
		expect(page.status).toBe(403);
		expect(page.text).toContain('You declined on Discord');
		expect(cookieOf(browser, 'kick_session')).toBeUndefined();
		expect((await (await page.click('Log in with Discord')).submit('Allow')).text).toContain('Your servers');
	});

	it('gives the browser a new session, never one that it had before', async () => {
		const { manager } = world.createCommunity();
		const other = await world.logIn(world.createCommunity().manager);
		const planted = cookieOf(other.browser, 'kick_session') ?? '';
		const browser = new Browser();
		browser.cookies.store(new URL(world.url), `kick_session=${planted}; Path=/`);
		world.discord.oauth.signIn(manager);
		const page = await (await browser.open(`${world.url}/dashboard/login`)).submit('Allow');
		expect(page.text).toContain(manager.name);
		expect(cookieOf(browser, 'kick_session')).not.toBe(planted);
		// The attacker who planted it gains nothing, because the old session has ended.
		expect((await other.browser.open(`${world.url}/dashboard`)).text).toContain('Log in with Discord');
	});
});

describe('several logins in one browser', () => {
	/** Tabs that have each started a login, on Discord's consent page. */
	async function tabs(count: number) {
		const { guild, manager } = world.createCommunity();
		world.discord.oauth.signIn(manager);
		const browser = new Browser();
		const begun = [];
		for (let index = 0; index < count; index++) {
			const to = `/dashboard/${guild.id}/log?tab=${index}`;
			begun.push({ to, consent: await browser.open(`${world.url}/dashboard/login?${new URLSearchParams({ to })}`) });
		}
		return { browser, begun };
	}

	it.each([
		['the first', [0, 1]],
		['the second', [1, 0]]
	] as const)('each return to their own page, whichever finishes first: %s', async (_which, order) => {
		const { browser, begun } = await tabs(2);
		for (const index of order) {
			const { consent, to } = begun[index]!;
			const page = await consent.submit('Allow');
			expect([page.status, page.url]).toEqual([200, `${world.url}${to}`]);
		}
		expect((await browser.open(`${world.url}/dashboard`)).text).toContain('Your servers');
		expect(loginCookies(browser)).toEqual([]);
	});

	it('do not disturb a link that is in progress, and vice versa', async () => {
		const community = world.createCommunity();
		world.kick.oauth.signIn(community.streamer.slug);
		const { browser, begun } = await tabs(1);
		const atKick = await world.openConsent(await world.linkAddress(community.manager), browser);
		expect((await begun[0]!.consent.submit('Allow')).status).toBe(200);
		expect((await atKick.submit('Allow')).text).toContain('is linked');
		expect((await browser.open(`${world.url}/dashboard`)).text).toContain('Your servers');
	});

	it('leave at most ten cookies, and few bytes if the addresses to return to are long', async () => {
		const many = await tabs(13);
		expect(loginCookies(many.browser)).toHaveLength(10);
		expect((await many.begun.at(-1)!.consent.submit('Allow')).status).toBe(200);

		const { browser } = await tabs(0);
		const to = `/dashboard/1/log?filter=${'x'.repeat(1_900)}`;
		for (let count = 0; count < 8; count++) {
			const page = await browser.open(`${world.url}/dashboard/login?${new URLSearchParams({ to })}`);
			expect([page.status, page.text]).toEqual([200, expect.stringContaining('Allow')]);
		}
		const bytes = loginCookies(browser).reduce((sum, { name, value }) => sum + name.length + value.length, 0);
		expect(bytes).toBeLessThanOrEqual(5_120);
	});
});

describe('a callback is refused', () => {
	/** Returns the address that Discord redirects to, without opening it. */
	async function callback() {
		const { browser, consent, manager } = await atConsent();
		return { browser, manager, url: await allowAtDiscord(consent) };
	}

	it('without a state, or with a forged one', async () => {
		const { browser, url } = await callback();
		for (const state of [null, 'forged', 'x'.repeat(43)]) {
			const changed = new URL(url);
			if (state === null) changed.searchParams.delete('state');
			else changed.searchParams.set('state', state);
			const page = await browser.open(changed);
			expect(page.status).toBe(400);
			expect(page.text).toContain('This login is unknown or has expired');
		}
		// None of these has used up the login.
		expect((await browser.open(url)).text).toContain('Your servers');
	});

	it('in another browser, even one with its own login in progress', async () => {
		const victim = await callback();
		const attacker = await callback();
		for (const browser of [new Browser(), victim.browser]) {
			const page = await browser.open(attacker.url);
			expect(page.status).toBe(400);
			expect(cookieOf(browser, 'kick_session')).toBeUndefined();
		}
	});

	it('when the cookie of the login was altered', async () => {
		const { browser, url } = await callback();
		const { name, value } = loginCookies(browser)[0]!;
		browser.cookies.store(new URL(world.url), `${name}=${value.slice(0, -4)}AAAA; Path=/`);
		expect((await browser.open(url)).status).toBe(400);
	});

	it('for the second time', async () => {
		const { browser, url } = await callback();
		const { name, value } = loginCookies(browser)[0]!;
		expect((await browser.open(url)).status).toBe(200);
		browser.cookies.store(new URL(world.url), `${name}=${value}; Path=/`);
		const page = await browser.open(url);
		expect(page.status).toBe(400);
		expect(page.text).toContain('Discord refused this login');
	});

	it('with a code that Discord did not issue', async () => {
		const { browser, url } = await callback();
		url.searchParams.set('code', 'made-up');
		expect((await browser.open(url)).text).toContain('Discord refused this login');
	});

	it('while Discord is down: no one is logged in, and the page says so', async () => {
		const { browser, url } = await callback();
		const mend = world.discord.intercept(({ route }) => (route === '/oauth2/token' ? { status: 502 } : undefined));
		const page = await browser.open(url);
		mend();
		expect(page.status).toBe(503);
		expect(page.text).toContain('Discord does not answer');
		expect(cookieOf(browser, 'kick_session')).toBeUndefined();
	});

	it('when the secret is wrong: the page and the log name the problem', async () => {
		const { browser, url } = await callback();
		const mend = world.discord.intercept(({ route }) =>
			route === '/oauth2/token' ? { status: 401, body: { error: 'invalid_client' } } : undefined
		);
		const page = await browser.open(url);
		mend();
		expect(page.status).toBe(503);
		expect(page.text).toContain('DISCORD_CLIENT_SECRET');
		expect(world.log.join('\n')).toContain('Discord does not accept DISCORD_CLIENT_SECRET');
	});
});

itLeavesNoTrace(world, errors);
