import { container } from '@sapphire/framework';
import { expect } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import type { Page } from '../../sandbox/browser/Page.js';
import { post } from '../support/dashboardRequests.js';
import { allowAtKick, hiddenFields } from '../support/linkRequests.js';
import type { Community } from '../support/TestWorld.js';
import { underAttack } from './support/attack.js';
import { brokenCallbacks, unknownStates } from './support/brokenCallbacks.js';
import { OneMoreLink } from './support/OneMoreLink.js';
import { requestBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

/** Opens a link as its owner and presses the button. The browser then shows Kick's consent page. */
async function openLink({ world }: Target, community: Community = world.createCommunity()) {
	const address = await world.linkAddress(community.manager);
	const browser = new Browser();
	world.kick.oauth.signIn(community.streamer.slug);
	const consent = await world.openConsent(address, browser);
	return { ...community, address, browser, consent, state: new URL(address).searchParams.get('state') ?? '' };
}

const callbackOf = ({ world }: Target, query: string) => `${world.url}/auth/kick/callback?${query}`;
const openInNewBrowser = (url: string | URL) => new Browser().open(url);
const isLinked = ({ guild }: Community) => container.kick.send(guild.id, 'hi').then((sent) => sent.isOk());

for (const [name, query] of Object.entries(unknownStates)) {
	for (const path of ['/auth/kick', '/auth/kick/callback']) {
		attack({
			name: `${path} with ${name}`,
			how: (target) => openInNewBrowser(`${target.world.url}${path}?${query}`),
			answer: 400
		});
	}
}

attack({
	name: '2,000 guesses of a state while a streamer links an account',
	async how(target) {
		const { browser, consent, ...community } = await openLink(target);
		const guess = () => statusOf(callbackOf(target, `code=x&state=${crypto.randomUUID()}`));
		const guesses = new Set<number>();
		for (let wave = 0; wave < 20; wave++) {
			for (const status of await Promise.all(Array.from({ length: 100 }, guess))) guesses.add(status);
		}
		return { guesses: [...guesses], page: await consent.submit('Allow'), linked: await isLinked(community) };
	},
	answer({ guesses, page, linked }) {
		expect(guesses).toEqual([400]);
		expect(page.status).toBe(200);
		expect(linked).toBe(true);
	},
	stores: OneMoreLink
});

attack({
	name: 'the callback of one browser opened in another: it then still works in its own browser',
	async how(target) {
		const { browser, consent } = await openLink(target);
		const callback = await allowAtKick(consent);
		return [await openInNewBrowser(callback), await browser.open(callback)];
	},
	answer: ([stolen, own]) => expect([stolen?.status, own?.status]).toEqual([403, 200]),
	stores: OneMoreLink
});

attack({
	name: 'a code of the attacker in the browser of another person: it belongs to another verifier',
	async how(target) {
		const attacker = await openLink(target);
		const victim = await openLink(target);
		const code = (await allowAtKick(attacker.consent)).searchParams.get('code') ?? '';
		const page = await victim.browser.open(callbackOf(target, `code=${code}&state=${victim.state}`));
		return { page, linked: await isLinked(victim) };
	},
	answer({ page, linked }) {
		expect(page.status).toBe(400);
		expect(linked).toBe(false);
	},
	stores: { linkStates: 2 }
});

attack({
	name: "the attacker's callback in the browser of another person, who has no link open or another one",
	async how(target) {
		const attacker = await openLink(target);
		const victim = await openLink(target);
		const callback = await allowAtKick(attacker.consent);
		return [await openInNewBrowser(callback), await victim.browser.open(callback)];
	},
	answer: 403,
	stores: { linkStates: 2 }
});

attack({
	name: 'two links of two servers, each finished with the state of the other',
	async how(target) {
		const [one, other] = [await openLink(target), await openLink(target)];
		const callbacks = [await allowAtKick(one.consent), await allowAtKick(other.consent)];
		callbacks[0]!.searchParams.set('state', other.state);
		callbacks[1]!.searchParams.set('state', one.state);
		return [await one.browser.open(callbacks[0]!), await other.browser.open(callbacks[1]!)];
	},
	answer: 403,
	stores: { linkStates: 2 }
});

attack({
	name: 'a link used a second time, at its first page and at its callback',
	async how(target) {
		const { browser, consent, address } = await openLink(target);
		const callback = await allowAtKick(consent);
		await browser.open(callback);
		return [await browser.open(callback), await browser.open(address), await openInNewBrowser(address)];
	},
	answer: 409,
	stores: OneMoreLink
});

attack({
	name: 'the same callback ten times at once: the code is exchanged once',
	async how(target) {
		const { browser, consent } = await openLink(target);
		const callback = await allowAtKick(consent);
		const exchanges = () => target.world.kick.calls.filter(({ path }) => path === '/oauth/token').length;
		const before = exchanges();
		const cookie = browser.cookies.header({ url: callback, method: 'GET', isCrossSite: false }) ?? '';
		const line = `GET ${callback.pathname}${callback.search} HTTP/1.1`;
		const all = Array.from({ length: 10 }, () => requestBytes({ line, headers: [['Cookie', cookie]] }));
		const answers = await target.send(Buffer.concat(all), 10);
		return { statuses: answers.map(({ status }) => status).sort(), exchanges: exchanges() - before };
	},
	answer: (seen) => expect(seen).toEqual({ statuses: [200, ...Array(9).fill(409)], exchanges: 1 }),
	stores: OneMoreLink
});

for (const [name, change] of Object.entries(brokenCallbacks)) {
	attack({
		name: `the callback with ${name}`,
		async how(target) {
			const { browser, consent } = await openLink(target);
			const callback = await allowAtKick(consent);
			change(callback.searchParams);
			const page = await browser.open(callback);
			return { status: page.status, headers: page.headers };
		},
		answer({ status, headers }) {
			expect([400, 502]).toContain(status);
			// The link has ended, so its cookie is removed.
			expect([headers['set-cookie']].flat()).toEqual([expect.stringMatching(/^kick_link_[0-9a-f]{16}=; .*Max-Age=0$/)]);
		},
		stores: { linkStates: 1 }
	});
}

attack({
	name: 'a callback with markup of 10,000 characters as error: the page shows nothing of it',
	async how(target) {
		const { browser, state } = await openLink(target);
		const query = new URLSearchParams({ state, error: '<script>', error_description: '<img src=x>'.repeat(900) });
		return browser.open(callbackOf(target, String(query)));
	},
	answer({ status, html }) {
		expect(status).toBe(400);
		// The page brings its own style along.
		expect(html.replace(/<style>[^<]*<\/style>/, '')).not.toMatch(/script|img/);
	},
	stores: { linkStates: 1 }
});

for (const name of ['redirect_uri', 'redirect', 'next', 'return_to', 'url']) {
	attack({
		name: `a parameter ${name} with the address of another site, at the first page and at the callback`,
		async how(target) {
			const community = target.world.createCommunity();
			const address = `${await target.world.linkAddress(community.manager)}&${name}=https://evil.example`;
			const browser = new Browser();
			const fields = { ...hiddenFields(await browser.open(address)), [name]: 'https://evil.example' };
			const first = await post(browser, address, fields);
			const last = await fetch(callbackOf(target, `${name}=https://evil.example&code=x&state=x`), {
				redirect: 'manual'
			});
			await last.text();
			return { first, last };
		},
		answer({ first, last }) {
			expect(first.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?/);
			expect(first.headers.get('location')).not.toContain('evil');
			expect([last.status, last.headers.get('location')]).toEqual([400, null]);
		},
		stores: { linkStates: 1 }
	});
}

attack({
	name: 'a second server that names the channel of another person and links its own account',
	async how(target) {
		const thief = target.world.createCommunity();
		await thief.manager.slash('kick channel', { name: target.community.streamer.slug });
		const page = await target.world.link(thief);
		await target.hears('only for its owner');
		return { page, heard: target.heard.in(thief.guild.id), mayWrite: await isLinked(thief) };
	},
	answer({ page, heard, mayWrite }) {
		expect(page.status).toBe(403);
		expect(heard).toEqual([]);
		expect(mayWrite).toBe(false);
	},
	stores: { linkStates: 1, settings: 1, events: 1, deliveries: 1 },
	announces: ['only for its owner']
});

attack({
	name: 'a linked server that then names the channel of another person: it neither receives nor writes there',
	async how(target) {
		const thief = await target.world.createLinkedCommunity();
		await thief.manager.slash('kick channel', { name: target.community.streamer.slug });
		await target.hears('still only for its owner');
		return { heard: target.heard.in(thief.guild.id), mayWrite: await isLinked(thief) };
	},
	answer: (seen) => expect(seen).toEqual({ heard: [], mayWrite: false }),
	stores: { ...OneMoreLink, settings: 1, events: 1, deliveries: 1 },
	announces: ['still only for its owner']
});

attack({
	name: 'a cookie planted for the link of the attacker',
	async how(target) {
		const attacker = await openLink(target);
		const callback = await allowAtKick(attacker.consent);
		const line = `GET ${callback.pathname}${callback.search} HTTP/1.1`;
		const [own = ''] = attacker.browser.cookies.all.map(({ name }) => name);
		const secret = attacker.browser.cookies.all[0]?.value ?? '';
		const cookies = [
			`${own}=planted`,
			`${own}=`,
			`${own}=%00`,
			`${own}=${'x'.repeat(5_000)}`,
			`${own}=${Buffer.from(secret, 'base64url').toString('hex')}`,
			`__Host-${own}=${secret}`,
			`kick_link=${secret}`,
			`kick_link_${'0'.repeat(16)}=${secret}`
		];
		return (
			await Promise.all(cookies.map((cookie) => target.send(requestBytes({ line, headers: [['Cookie', cookie]] }))))
		).flat();
	},
	answer: 403,
	stores: { linkStates: 1 }
});

for (const [name, headers] of Object.entries<Record<string, string>>({
	'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
	'another site in a browser without fetch metadata': { origin: 'https://evil.example' },
	'a frame or a file, without an origin': { origin: 'null', 'sec-fetch-site': 'cross-site' },
	'a sibling domain': { origin: 'http://evil.localhost', 'sec-fetch-site': 'same-site' },
	'the same host on another port': { origin: 'http://localhost:1' }
})) {
	attack({
		name: `the button of a link, pressed by ${name} in the browser of a streamer, without and with its cookie`,
		async how(target) {
			const { world } = target;
			const attacker = world.createCommunity();
			const address = await world.linkAddress(attacker.manager);
			const victim = new Browser();
			const fields = hiddenFields(await new Browser().open(address));
			const first = await post(victim, `${world.url}/auth/kick`, fields, headers);
			await world.openConsent(address, victim);
			const second = await post(victim, `${world.url}/auth/kick`, fields, headers);
			return [first, second];
		},
		answer(answers) {
			for (const { status, headers: answered } of answers) {
				expect([status, answered.getSetCookie(), answered.get('location')]).toEqual([403, [], null]);
				expect([...answered.keys()].filter((header) => header.startsWith('access-control'))).toEqual([]);
			}
		},
		stores: { linkStates: 1 }
	});
}

attack({
	name: 'the button of one link, pressed in 50 browsers at once: only one of them gets the link',
	async how({ world }) {
		const address = await world.linkAddress(world.createCommunity().manager);
		const browsers = Array.from({ length: 50 }, () => new Browser());
		const pages = await Promise.all(browsers.map((browser) => browser.open(address)));
		const press = (page: Page, index: number) => post(browsers[index]!, `${world.url}/auth/kick`, hiddenFields(page));
		return (await Promise.all(pages.map(press))).map(({ status }) => status).sort();
	},
	answer: (statuses) => expect(statuses).toEqual([303, ...Array(49).fill(403)]),
	stores: { linkStates: 1 }
});

attack({
	name: 'made-up fields of the button: they bind only the browser that sends them',
	async how({ world }) {
		const address = await world.linkAddress(world.createCommunity().manager);
		const state = new URL(address).searchParams.get('state') ?? '';
		const presses = ['', 'x', 'A'.repeat(44), '\0'.repeat(43), 'x'.repeat(10_000)];
		const answers = [];
		for (const press of presses) answers.push(await post(new Browser(), `${world.url}/auth/kick`, { state, press }));
		return answers.map(({ status }) => status);
	},
	answer: (statuses) => expect(statuses).toEqual([303, 403, 403, 403, 403]),
	stores: { linkStates: 1 }
});

attack({
	name: 'a link opened a thousand times by scanners: Discord and Kick get no request, and the link still works',
	async how({ world }) {
		const address = await world.linkAddress(world.createCommunity().manager);
		const before = world.discord.calls.length + world.kick.calls.length;
		const statuses = new Set<number>();
		for (let wave = 0; wave < 10; wave++) {
			const requests = Array.from({ length: 100 }, () => statusOf(address));
			for (const status of await Promise.all(requests)) statuses.add(status);
		}
		const consent = await world.openConsent(address);
		return { statuses: [...statuses], calls: world.discord.calls.length + world.kick.calls.length - before, consent };
	},
	answer({ statuses, calls, consent }) {
		expect([statuses, calls]).toEqual([[200], 1]);
		expect(consent.text).toContain('Allow');
	},
	stores: { linkStates: 1 }
});

attack({
	name: 'the ticket for other links of one streamer, sent for servers of others, altered, and by another site',
	async how(target) {
		const { world } = target;
		const one = await world.createLinkedCommunity();
		const page = await world.link({ ...world.createCommunity(), streamer: one.streamer });
		const { ticket = '' } = hiddenFields(page);
		const send = (fields: Record<string, string>, headers = {}) =>
			post(new Browser(), `${world.url}/auth/kick/others`, fields, headers);
		const guild = one.guild.id;
		const foreign = target.community.guild.id;
		const answers = [
			await send({ ticket, guild: foreign }),
			await send({ ticket, guild: `${guild}0` }),
			await send({ ticket, guild: '__proto__' }),
			await send({ ticket }),
			await send({ guild }),
			await send({ ticket: `${ticket.slice(0, 40)}A${ticket.slice(41)}`, guild }),
			await send({ ticket: 'x'.repeat(8_000), guild }),
			await send({ ticket, guild }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
		];
		const links = [one, target.community].map((community) => container.kick.profile(community.guild.id));
		const linked = (await Promise.all(links)).map((profile) => profile.unwrap().account !== null);
		return { statuses: answers.map(({ status }) => status), linked };
	},
	answer({ statuses, linked }) {
		expect(statuses).toEqual(Array(8).fill(403));
		expect(linked).toEqual([true, true]);
	},
	stores: { accounts: 1, links: 2, linkStates: 2, settings: 6, subscriptions: 10 }
});

/** Reads the whole answer, because an unread body makes undici fail when the connection ends. */
async function statusOf(address: string): Promise<number> {
	const answer = await fetch(address);
	await answer.text();
	return answer.status;
}
