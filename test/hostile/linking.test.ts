import { container } from '@sapphire/framework';
import { expect } from 'vitest';
import { Browser } from '../../src/sandbox/Browser.js';
import type { Page } from '../../src/sandbox/browser/Page.js';
import type { Community } from '../support/TestWorld.js';
import { underAttack } from './support/attack.js';
import { OneMoreLink } from './support/OneMoreLink.js';
import { requestBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

const { attack } = underAttack();

/** A link that its rightful owner has opened: the browser stands on Kick's page and asks for consent. */
async function opened({ world }: Target, community: Community = world.createCommunity()) {
	const address = await world.linkAddress(community.manager);
	const browser = new Browser();
	world.kick.oauth.signIn(community.streamer.slug);
	const consent = await browser.open(address);
	return { ...community, address, browser, consent, state: new URL(address).searchParams.get('state') ?? '' };
}

/** Where Kick sends the browser after "Allow", caught before it goes there. */
async function caughtCallback({ world }: Target, consent: Page): Promise<URL> {
	const request = /name="request" value="([^"]+)"/.exec(consent.html)?.[1] ?? '';
	const body = new URLSearchParams({ request, decision: 'allow' });
	const answer = await fetch(`${world.kick.url}/oauth/authorize`, { method: 'POST', redirect: 'manual', body });
	return new URL(answer.headers.get('location') ?? '');
}

const callbackOf = ({ world }: Target, query: string) => `${world.url}/auth/kick/callback?${query}`;
const openNew = (url: string | URL) => new Browser().open(url);
const isLinked = ({ guild }: Community) => container.kick.send(guild.id, 'hi').then((sent) => sent.isOk());

for (const [name, query] of Object.entries({
	'no state': '',
	'an empty state': 'state=&code=x',
	'a guessed state': `state=${'A'.repeat(43)}&code=x`,
	'a list of states': 'state[]=a&state[]=b',
	'__proto__ as state': 'state=__proto__&__proto__=x&code=x',
	'a state of 10,000 characters': `state=${'x'.repeat(10_000)}`,
	'a state with NUL and halves of characters': 'state=%00%ED%A0%80%FF',
	'a state that cannot be decoded': 'state=%zz%&code=%',
	SQL: "state=' OR '1'='1"
})) {
	for (const path of ['/auth/kick', '/auth/kick/callback']) {
		attack({
			name: `${path} with ${name}`,
			how: (target) => openNew(`${target.world.url}${path}?${query}`),
			answer: 400
		});
	}
}

attack({
	name: '2,000 guesses of a state, while somebody links',
	async how(target) {
		const { browser, consent, ...community } = await opened(target);
		const guess = () => fetch(callbackOf(target, `code=x&state=${crypto.randomUUID()}`)).then(({ status }) => status);
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
	name: 'the way back of one browser in another, which then still works in the right one',
	async how(target) {
		const { browser, consent } = await opened(target);
		const callback = await caughtCallback(target, consent);
		return [await openNew(callback), await browser.open(callback)];
	},
	answer: ([stolen, own]) => expect([stolen?.status, own?.status]).toEqual([403, 200]),
	stores: OneMoreLink
});

attack({
	name: 'a code of the attacker in the browser of somebody else: it is of another verifier',
	async how(target) {
		const attacker = await opened(target);
		const victim = await opened(target);
		const code = (await caughtCallback(target, attacker.consent)).searchParams.get('code') ?? '';
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
	name: "the attacker's whole way back in the browser of somebody else, who is logged out or links something else",
	async how(target) {
		const attacker = await opened(target);
		const victim = await opened(target);
		const callback = await caughtCallback(target, attacker.consent);
		return [await openNew(callback), await victim.browser.open(callback)];
	},
	answer: 403,
	stores: { linkStates: 2 }
});

attack({
	name: 'two links of two servers, each finished with the state of the other',
	async how(target) {
		const [one, other] = [await opened(target), await opened(target)];
		const callbacks = [await caughtCallback(target, one.consent), await caughtCallback(target, other.consent)];
		callbacks[0]!.searchParams.set('state', other.state);
		callbacks[1]!.searchParams.set('state', one.state);
		return [await one.browser.open(callbacks[0]!), await other.browser.open(callbacks[1]!)];
	},
	answer: 403,
	stores: { linkStates: 2 }
});

attack({
	name: 'a link used a second time, at its beginning and at its end',
	async how(target) {
		const { browser, consent, address } = await opened(target);
		const callback = await caughtCallback(target, consent);
		await browser.open(callback);
		return [await browser.open(callback), await browser.open(address), await openNew(address)];
	},
	answer: 409,
	stores: OneMoreLink
});

attack({
	name: 'the same way back ten times at once: the code is exchanged once',
	async how(target) {
		const { browser, consent } = await opened(target);
		const callback = await caughtCallback(target, consent);
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

for (const [name, change] of Object.entries<(query: URLSearchParams) => void>({
	'two codes': (query) => query.append('code', 'another'),
	'two states': (query) => query.append('state', 'another'),
	'no code': (query) => query.delete('code'),
	'an empty code': (query) => query.set('code', ''),
	'a code of 8,000 characters': (query) => query.set('code', 'x'.repeat(8_000)),
	'a code with a line end': (query) => query.set('code', 'x\r\nSet-Cookie: a=b'),
	'a code and an error': (query) => query.set('error', 'server_error'),
	'another issuer': (query) => query.set('iss', 'https://evil.example'),
	'a token in place of a code': (query) => {
		query.delete('code');
		query.set('access_token', 'x');
	},
	'an answer sealed by somebody': (query) => {
		query.delete('code');
		query.set('response', 'eyJhbGciOiJub25lIn0.e30.');
	}
})) {
	attack({
		name: `the way back with ${name}`,
		async how(target) {
			const { browser, consent } = await opened(target);
			const callback = await caughtCallback(target, consent);
			change(callback.searchParams);
			const page = await browser.open(callback);
			return { status: page.status, headers: page.headers };
		},
		answer({ status, headers }) {
			expect([400, 502]).toContain(status);
			expect(headers['set-cookie'] ?? []).toEqual([]);
		},
		stores: { linkStates: 1 }
	});
}

attack({
	name: 'an error of 10,000 letters and tags in the way back: no word of it on the page',
	async how(target) {
		const { browser, state } = await opened(target);
		const query = new URLSearchParams({ state, error: '<script>', error_description: '<img src=x>'.repeat(900) });
		return browser.open(callbackOf(target, String(query)));
	},
	answer({ status, html }) {
		expect(status).toBe(400);
		expect(html).not.toMatch(/script|img/);
	},
	stores: { linkStates: 1 }
});

for (const name of ['redirect_uri', 'redirect', 'next', 'return_to', 'url']) {
	attack({
		name: `a parameter ${name} that leads elsewhere, at the beginning and at the end`,
		async how(target) {
			const community = target.world.createCommunity();
			const address = `${await target.world.linkAddress(community.manager)}&${name}=https://evil.example`;
			const first = await fetch(address, { redirect: 'manual' });
			const last = await fetch(callbackOf(target, `${name}=https://evil.example&code=x&state=x`), {
				redirect: 'manual'
			});
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
	name: 'a second server that names the channel of somebody else, and links an account of its own',
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
	name: 'a server that is linked, and then names the channel of somebody else: it neither hears nor writes there',
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
		const attacker = await opened(target);
		const callback = await caughtCallback(target, attacker.consent);
		const line = `GET ${callback.pathname}${callback.search} HTTP/1.1`;
		const cookies = [
			'kick_link=planted',
			'kick_link=',
			'kick_link=%00',
			`kick_link=${'x'.repeat(5_000)}`,
			'__Host-kick_link=x'
		];
		return (
			await Promise.all(cookies.map((cookie) => target.send(requestBytes({ line, headers: [['Cookie', cookie]] }))))
		).flat();
	},
	answer: 403,
	stores: { linkStates: 1 }
});
