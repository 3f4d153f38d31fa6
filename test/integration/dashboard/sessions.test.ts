import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const DayMs = 24 * 60 * 60_000;
const world = await useWorld();
const errors = recordErrors();

afterEach(() => vi.useRealTimers());

const home = () => `${world.url}/dashboard`;

function sessionOf(browser: Browser): string {
	return browser.cookies.all.find(({ name }) => name === 'kick_session')?.value ?? '';
}

/** Browser with this session cookie, as a thief would have it. */
function browserWith(session: string): Browser {
	const browser = new Browser();
	browser.cookies.store(new URL(world.url), `kick_session=${session}; Path=/`);
	return browser;
}

describe('the cookie of a session', () => {
	it('is not readable by scripts or other sites, and lasts a week', async () => {
		const { browser, page } = await world.logIn(world.createCommunity().manager);
		const callback = page.history.find(({ url }) => url.includes('/dashboard/callback'));
		expect(callback?.headers['set-cookie']).toEqual([
			expect.stringMatching(
				/^kick_session=[\w-]{43}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604[78]\d\d$/
			),
			expect.stringMatching(/^kick_login_[0-9a-f]{16}=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/)
		]);
		expect(browser.cookies.all.map(({ name }) => name)).toEqual(['kick_session']);
	});

	it('is stored only as a hash, and the person’s token only encrypted', async () => {
		const { browser } = await world.logIn(world.createCommunity().manager);
		const [id = ''] = sessionOf(browser).split('.');
		const issued = await world.discord.waitForCall(({ route }) => route === '/oauth2/token');
		const { access_token: token } = issued.reply as { access_token: string };
		const rows = await world.place.query('SELECT * FROM kick_sessions');
		expect(rows.map((row) => row.id_hash)).toContain(createHash('sha256').update(id).digest('hex'));
		const stored = rows.flatMap((row) =>
			Object.values(row).map((value) => Buffer.from(value as string).toString('latin1'))
		);
		expect(stored.filter((value) => value.includes(id) || value.includes(token))).toEqual([]);
	});

	it.each([
		['forged', () => `${'a'.repeat(43)}.${'b'.repeat(43)}`],
		['unsigned', (own: string) => own.split('.')[0] ?? ''],
		['altered', (own: string) => `x${own.slice(1)}`],
		['signed with another key', (own: string) => `${own.split('.')[0]}.${'A'.repeat(43)}`],
		['nonsense', () => '%zz;;=.,'],
		['far too long', () => 'a'.repeat(6_000)]
	])('opens nothing when it is %s', async (_kind, change) => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		world.discord.oauth.signOut();
		const page = await browserWith(change(sessionOf(browser))).open(`${home()}/${guild.id}/settings`);
		expect(page.url).toContain('/oauth2/authorize');
	});

	it('opens nothing after seven days', async () => {
		const { browser } = await world.logIn(world.createCommunity().manager);
		const session = sessionOf(browser);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * DayMs - 60_000 });
		expect((await browserWith(session).open(home())).text).toContain('Your servers');
		vi.setSystemTime(Date.now() + 120_000);
		expect((await browserWith(session).open(home())).text).toContain('Log in with Discord');
	});
});

describe('logging out', () => {
	it('ends the session for everyone who has its cookie, and the token at Discord', async () => {
		const { manager } = world.createCommunity();
		const { browser, page } = await world.logIn(manager);
		const session = sessionOf(browser);
		const out = await page.submit('Log out');
		expect(out.text).toContain('Log in with Discord');
		expect(browser.cookies.all).toEqual([]);
		expect((await browserWith(session).open(home())).text).toContain('Log in with Discord');
		await world.discord.waitForCall(({ route }) => route === '/oauth2/token/revoke');
		expect(world.discord.oauth.tokensOf(manager)).toBe(0);
	});

	it('keeps the other browsers of the person logged in, and their token', async () => {
		const { manager } = world.createCommunity();
		const phone = await world.logIn(manager);
		world.discord.oauth.signIn(manager);
		const laptop = new Browser();
		const page = await laptop.open(`${home()}/login`);
		await page.submit('Log out');
		expect((await phone.browser.open(home())).text).toContain('Your servers');
		expect(world.discord.oauth.tokensOf(manager)).toBe(2);
	});

	it('everywhere ends all of them', async () => {
		const { manager } = world.createCommunity();
		const phone = await world.logIn(manager);
		const laptop = new Browser();
		await (await laptop.open(`${home()}/login`)).submit('Log out everywhere');
		for (const browser of [phone.browser, laptop]) {
			expect((await browser.open(home())).text).toContain('Log in with Discord');
		}
		const other = await world.logIn(world.createCommunity().manager);
		expect(other.page.text).toContain('Your servers');
	});

	it('works while Discord is down', async () => {
		const { browser, page } = await world.logIn(world.createCommunity().manager);
		const session = sessionOf(browser);
		const mend = world.discord.intercept(({ authorization, route }) =>
			authorization === 'user' || route === '/oauth2/token/revoke' ? 'cut' : undefined
		);
		expect((await page.submit('Log out')).text).toContain('Log in with Discord');
		expect((await browserWith(session).open(home())).text).toContain('Log in with Discord');
		mend();
	});
});

describe('a session', () => {
	it('ends when the person revokes the bot’s access in Discord', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const settings = await browser.open(`${home()}/${guild.id}/settings`);
		world.discord.oauth.deauthorize(manager);
		const page = await settings.submit('Sync from Kick');
		expect(page.status).toBe(401);
		expect(page.text).toContain('Discord no longer accepts your login');
		expect((await browser.open(home())).text).toContain('Log in with Discord');
	});

	it('is one of at most twenty: the oldest ends', async () => {
		const { manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		for (let login = 0; login < 20; login++) await new Browser().open(`${home()}/login`);
		expect((await browser.open(home())).text).toContain('Log in with Discord');
		const rows = await world.place.query(`SELECT * FROM kick_sessions WHERE discord_user_id = '${manager.id}'`);
		expect(rows).toHaveLength(20);
	});
});

itLeavesNoTrace(world, errors);
