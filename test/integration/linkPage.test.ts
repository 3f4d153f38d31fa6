import { readFileSync } from 'node:fs';
import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import type { Page } from '../../sandbox/browser/Page.js';
import { post, request } from '../support/dashboardRequests.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { allowAtKick, hiddenFields } from '../support/linkRequests.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const Button = 'Continue to Kick';

/** Link that was started in Discord and not opened yet. */
async function started(community: Community = world.createCommunity()) {
	world.kick.oauth.signIn(community.streamer.slug);
	const reply = await community.manager.slash('kick link');
	return { ...community, reply, address: reply.buttons[0]?.url ?? '' };
}

const isLinked = ({ guild }: Pick<Community, 'guild'>) =>
	container.kick.profile(guild.id).then((profile) => profile.unwrap().account !== null);
const linkCookies = (browser: Browser) => browser.cookies.all.filter(({ name }) => name.startsWith('kick_link'));
const rows = () => world.place.query('SELECT * FROM kick_link_states ORDER BY state_hash');

const press = (browser: Browser, page: Page, headers: Record<string, string> = {}) =>
	post(browser, `${world.url}/auth/kick`, hiddenFields(page), headers);
const challengeOf = (url: string | null) => new URL(url ?? '').searchParams.get('code_challenge');

describe('the page behind the link button', () => {
	it('names the Discord server and the Kick account that it needs', async () => {
		const { address, guild, manager, streamer } = await started();
		const page = await new Browser().open(address);
		expect(page.status).toBe(200);
		expect(page.text).toContain(guild.name);
		expect(page.text).toContain('the streamer');

		await manager.slash('kick channel', { name: streamer.slug });
		expect((await new Browser().open(address)).text).toContain(`the owner of the channel ${streamer.slug}`);
	});

	it('names the bot account for a link of that', async () => {
		const { guild } = world.createCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		const reply = await owner.slash('kick link', { account: 'bot' });
		const page = await new Browser().open(reply.buttons[0]?.url ?? '');
		expect(page.text).toContain('bot account');
		expect(page.text).toContain(guild.name);
	});

	it('changes nothing, whatever opens it: no cookie, no row, no call to Kick', async () => {
		const link = await started();
		const before = { rows: await rows(), calls: world.kick.calls.length };
		for (const method of ['GET', 'HEAD', 'GET']) {
			const answer = await fetch(link.address, { method, redirect: 'manual' });
			// An unread body makes undici fail when the connection ends.
			await answer.text();
			expect([method, answer.headers.getSetCookie(), answer.headers.get('location')]).toEqual([method, [], null]);
		}
		expect({ rows: await rows(), calls: world.kick.calls.length }).toEqual(before);
		const done = await (await world.openConsent(link.address)).submit('Allow');
		expect(done.text).toContain(`${link.streamer.username} is linked`);
	});

	it('escapes and isolates a name: no markup, no reversed text', async () => {
		const community = world.createCommunity();
		const guild = world.discord.addGuild({ name: '<b>"Mia\u202E</b>', owner: community.manager.user });
		const reply = await guild.owner.slash('kick link');
		const { html } = await new Browser().open(reply.buttons[0]?.url ?? '');
		expect(html).toContain('&lt;b>&quot;Mia\\u202e&lt;/b>');
		expect(html).not.toMatch(/<b>|\u202E/);
	});
});

describe('its button', () => {
	it('binds the link to this browser with a separate cookie, and redirects to Kick with PKCE', async () => {
		const { address } = await started();
		const browser = new Browser();
		const page = await browser.open(address);
		expect(page.headers['content-security-policy']).toContain(`form-action 'self' ${world.kick.url}`);
		expect(page.headers['referrer-policy']).toBe('same-origin');
		const answer = await press(browser, page);
		expect(answer.status).toBe(303);
		const target = new URL(answer.headers.get('location') ?? '');
		expect(target.origin + target.pathname).toBe(`${world.kick.url}/oauth/authorize`);
		expect(target.searchParams.get('code_challenge_method')).toBe('S256');
		expect(target.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
		expect(target.searchParams.get('redirect_uri')).toBe(`${world.url}/auth/kick/callback`);
		expect(answer.headers.getSetCookie()).toEqual([
			expect.stringMatching(/^kick_link_[0-9a-f]{16}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d{1,3}$/)
		]);
	});

	it.each([
		['the first', [0, 1]],
		['the second', [1, 0]]
	] as const)('may be pressed in two tabs of one link: %s that finishes links the account', async (_which, order) => {
		const link = await started();
		const browser = new Browser();
		const tabs = [await browser.open(link.address), await browser.open(link.address)];
		const consents = [await tabs[0]!.submit(Button), await tabs[1]!.submit(Button)];
		const first = await consents[order[0]]!.submit('Allow');
		expect([first.status, await isLinked(link)]).toEqual([200, true]);
		const second = await consents[order[1]]!.submit('Allow');
		expect([second.status, await isLinked(link)]).toEqual([409, true]);
		expect(second.text).toContain('already used');
	});

	it('links the account with the steps of the case two-tabs-of-one-link', async () => {
		const steps = readFileSync(new URL('../cases/two-tabs-of-one-link/steps.txt', import.meta.url), 'utf8');
		expect(steps).toContain("open the button's address in tab A, then the same address in tab B");
		expect(steps).toContain('In tab A press "Allow"');
		const link = await started();
		const browser = new Browser();
		const tabA = await (await browser.open(link.address)).submit(Button);
		await browser.open(link.address);
		expect((await tabA.submit('Allow')).text).toContain(`${link.streamer.username} is linked`);
	});

	it('may be pressed twice at once, before its cookie has arrived: both lead to the same consent', async () => {
		const link = await started();
		const browser = new Browser();
		const page = await browser.open(link.address);
		const answers = await Promise.all([press(new Browser(), page), press(new Browser(), page)]);
		const targets = answers.map(({ headers }) => headers.get('location'));
		expect(answers.map(({ status }) => status)).toEqual([303, 303]);
		expect(challengeOf(targets[0]!)).toBe(challengeOf(targets[1]!));
		// After a double click the browser keeps the second answer.
		browser.cookies.store(new URL(world.url), answers[1]!.headers.getSetCookie()[0] ?? '');
		const done = await (await browser.open(targets[0]!)).submit('Allow');
		expect(done.text).toContain(`${link.streamer.username} is linked`);
	});

	it('pressed in one browser, protects the link from all others, even with the address or the page', async () => {
		const link = await started();
		const [own, thief] = [new Browser(), new Browser()];
		const early = await thief.open(link.address);
		const consent = await (await own.open(link.address)).submit(Button);
		expect((await early.submit(Button)).status).toBe(403);
		const late = await thief.open(link.address);
		expect([late.status, linkCookies(thief)]).toEqual([403, []]);
		expect(late.text).toContain('another browser');
		expect((await consent.submit('Allow')).status).toBe(200);
	});

	it('works for several links in one browser at once, in any order', async () => {
		const [one, other] = [await started(), await started()];
		const browser = new Browser();
		const consents = [];
		for (const { address, streamer } of [one, other]) {
			world.kick.oauth.signIn(streamer.slug);
			consents.push(await (await browser.open(address)).submit(Button));
		}
		expect(linkCookies(browser)).toHaveLength(2);
		world.kick.oauth.signIn(other.streamer.slug);
		await consents[1]!.submit('Allow');
		world.kick.oauth.signIn(one.streamer.slug);
		await consents[0]!.submit('Allow');
		expect([await isLinked(one), await isLinked(other)]).toEqual([true, true]);
		expect(linkCookies(browser)).toEqual([]);
	});

	it('leaves a browser with at most ten of these cookies, and removes the oldest', async () => {
		const browser = new Browser();
		const links = [];
		for (let count = 0; count < 13; count++) {
			const link = await started();
			links.push({ ...link, consent: await (await browser.open(link.address)).submit(Button) });
		}
		expect(linkCookies(browser)).toHaveLength(10);
		const newest = links.at(-1)!;
		world.kick.oauth.signIn(newest.streamer.slug);
		expect((await newest.consent.submit('Allow')).status).toBe(200);
	});

	it.each([
		['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
		['a site that hides itself', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
		['a sibling domain', { origin: 'http://evil.localhost', 'sec-fetch-site': 'same-site' }]
	])('does nothing when %s presses it', async (_who, headers) => {
		const link = await started();
		const browser = new Browser();
		const page = await browser.open(link.address);
		const before = await rows();
		const answer = await press(browser, page, headers);
		expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('location')]).toEqual([403, [], null]);
		expect(answer.headers.get('access-control-allow-origin')).toBeNull();
		expect(await rows()).toEqual(before);
	});

	it('refuses a request that is not a form, and one that is too long', async () => {
		const { address } = await started();
		const browser = new Browser();
		const url = `${world.url}/auth/kick`;
		const { state = '' } = hiddenFields(await browser.open(address));
		const json = { method: 'POST', body: JSON.stringify({ state }), headers: { 'content-type': 'application/json' } };
		expect((await request(browser, url, json)).status).toBe(400);
		expect((await post(browser, url, { state, padding: 'x'.repeat(100_000) })).status).toBe(413);
		expect((await post(browser, url, {})).status).toBe(400);
		expect((await post(browser, url, { state: 'guessed' })).status).toBe(400);
		expect(linkCookies(browser)).toEqual([]);
	});
});

describe('when the browser returns, the permission is checked again', () => {
	/** Presses the button and returns Kick's consent page. */
	async function pressed(community: Community = world.createCommunity()) {
		const link = await started(community);
		const browser = new Browser();
		return { ...link, browser, consent: await (await browser.open(link.address)).submit(Button) };
	}

	it.each<[string, (community: Community) => void]>([
		['has lost Manage Server', ({ manager }) => manager.setPermissions(['ManageMessages'])],
		['has left the server', ({ manager }) => manager.leave()],
		['has thrown the bot out', ({ guild }) => guild.remove()]
	])('and a manager who %s can no longer finish: nothing is stored, and the link is over', async (_what, loses) => {
		const link = await pressed();
		const callback = await allowAtKick(link.consent);
		const exchanges = () => world.kick.calls.filter(({ path }) => path === '/oauth/token').length;
		const before = exchanges();
		loses(link);
		const page = await link.browser.open(callback);
		expect(page.status).toBe(403);
		expect(page.text).toContain('Manage Server');
		expect([await isLinked(link), exchanges()]).toEqual([false, before]);
		expect((await link.browser.open(callback)).status).toBe(409);
		expect(linkCookies(link.browser)).toEqual([]);
	});

	it('and the answer in Discord says so to the manager', async () => {
		const link = await pressed();
		link.manager.setPermissions([]);
		await link.consent.submit('Allow');
		await link.reply.waitFor(({ content }) => content.includes('Manage Server'));
	});

	it.each(['owner', 'administrator'] as const)('and the %s of the server may finish', async (who) => {
		const community = world.createCommunity();
		const { guild } = community;
		const manager = who === 'owner' ? guild.owner : guild.addMember('admin', { permissions: ['Administrator'] });
		const link = await pressed({ ...community, manager });
		expect((await link.consent.submit('Allow')).status).toBe(200);
	});

	it('also for links of the dashboard, with or without its session', async () => {
		for (const keepsRight of [true, false]) {
			const community = world.createCommunity();
			const { browser } = await world.logIn(community.manager);
			const settings = await browser.open(`${world.url}/dashboard/${community.guild.id}/settings`);
			world.kick.oauth.signIn(community.streamer.slug);
			const consent = await (await settings.submit('Link Kick Account')).submit(Button);
			await (await browser.open(settings.url)).submit('Log out');
			if (!keepsRight) community.manager.setPermissions([]);
			const page = await consent.submit('Allow');
			expect([page.status, await isLinked(community)]).toEqual(keepsRight ? [200, true] : [403, false]);
		}
	});

	it('and a person who has left the team of the application can no longer link the bot account', async () => {
		const { guild } = world.createCommunity();
		const developer = guild.addMember('leaving-developer', { permissions: ['ManageGuild'] });
		world.discord.application.setTeam('The team', [developer.user]);
		const account = world.kick.addUser('unused-account');
		const reply = await developer.slash('kick link', { account: 'bot' });
		world.kick.oauth.signIn(account.slug);
		const consent = await world.openConsent(reply.buttons[0]?.url ?? '');
		world.discord.application.setTeam('The team', []);
		const page = await consent.submit('Allow');
		expect(page.status).toBe(403);
		expect(page.text).toContain("owner of this bot's Discord application");
	});

	it.each(['/guilds/{guild_id}/members/{user_id}', '/guilds/{guild_id}'])(
		'and while Discord does not answer %s nothing is used up: the same page works afterwards',
		async (silent) => {
			const link = await pressed();
			const callback = await allowAtKick(link.consent);
			const mend = world.discord.intercept(({ route }) => (route === silent ? { status: 500 } : undefined));
			const refused = await link.browser.open(callback);
			mend();
			expect([refused.status, refused.headers['retry-after']]).toEqual([503, expect.stringMatching(/^\d+$/)]);
			expect(refused.text).toContain('Discord does not answer');
			expect(refused.text).toContain('Reload this page');
			expect(await isLinked(link)).toBe(false);
			expect((await link.browser.open(callback)).text).toContain(`${link.streamer.username} is linked`);
		}
	);

	it('but not if the person declines, which needs no permission', async () => {
		const link = await pressed();
		const mend = world.discord.intercept(({ route }) => (route === '/guilds/{guild_id}' ? { status: 500 } : undefined));
		expect((await link.consent.submit('Deny')).text).toContain('You declined on Kick');
		mend();
	});

	it('and a HEAD request for the callback ends nothing', async () => {
		const link = await pressed();
		const callback = await allowAtKick(link.consent);
		await request(link.browser, callback.href, { method: 'HEAD' });
		expect((await link.browser.open(callback)).text).toContain(`${link.streamer.username} is linked`);
	});
});

itLeavesNoTrace(world, errors);
