import { expect, vi } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { allowAtDiscord } from '../../support/dashboardRequests.js';
import { underAttack } from '../support/attack.js';
import { brokenCallbacks, unknownStates } from '../support/brokenCallbacks.js';
import { requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

const { attack } = await underAttack();

/** Starts and allows a login. The browser is about to open the callback. */
async function startLogin({ world }: Target) {
	const { manager } = world.createCommunity();
	world.discord.oauth.signIn(manager);
	const visitor = new Visitor(world);
	const callback = await allowAtDiscord(await visitor.open('login'));
	const { code = '', state = '' } = Object.fromEntries(callback.searchParams);
	return { manager, visitor, callback, code, state };
}

/** Opens the callback in the browser, and says if the visitor is logged in then. */
async function finishLogin(visitor: Visitor, callback: URL | string) {
	const { status, text } = await visitor.browser.open(callback);
	return { status, text, isLoggedIn: visitor.session !== '' };
}

const exchanges = ({ world }: Target) => world.discord.calls.filter(({ route }) => route === '/oauth2/token').length;

for (const [name, query] of Object.entries({
	...unknownStates,
	'a refusal that Discord did not send': 'error=access_denied',
	'markup as error': 'error=<script>&error_description=<img src=x>'
})) {
	attack({
		name: `the callback with ${name}, without a started login and with one, which then still works`,
		async how(target) {
			const { visitor, callback } = await startLogin(target);
			const before = exchanges(target);
			const url = visitor.url(`callback?${query}`);
			const answers = [await new Browser().open(url), await visitor.browser.open(url)];
			return { answers, asked: exchanges(target) - before, own: await finishLogin(visitor, callback) };
		},
		answer({ answers, asked, own }) {
			for (const { status, text } of answers) {
				expect(status).toBe(400);
				expect(text).toContain('This login is unknown or has expired');
			}
			expect(asked).toBe(0);
			expect(own).toMatchObject({ status: 200, isLoggedIn: true });
		},
		stores: { sessions: 1 }
	});
}

for (const [name, change] of Object.entries<(query: URLSearchParams) => void>({
	...brokenCallbacks,
	'a made-up code': (query) => query.set('code', 'x')
})) {
	attack({
		name: `the callback with ${name}: it starts no session`,
		async how(target) {
			const { visitor, callback } = await startLogin(target);
			change(callback.searchParams);
			return finishLogin(visitor, callback);
		},
		answer: (seen) => expect(seen).toMatchObject({ status: 400, isLoggedIn: false })
	});
}

attack({
	name: 'the callback ten minutes after the start of the login: Discord gets no request, and no session starts',
	async how(target) {
		const { visitor, callback } = await startLogin(target);
		// A browser has dropped the cookie at that time.
		const headers = { cookie: visitor.cookies };
		const before = exchanges(target);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1_000 });
		const answer = await fetch(callback, { headers, redirect: 'manual' });
		vi.useRealTimers();
		return { answer, asked: exchanges(target) - before };
	},
	answer({ answer, asked }) {
		expect([answer.status, asked]).toEqual([400, 0]);
		expect(answer.headers.getSetCookie()).toEqual([]);
	}
});

attack({
	name: 'a code of the attacker in the login of another person: it belongs to another verifier',
	async how(target) {
		const attacker = await startLogin(target);
		const victim = await startLogin(target);
		victim.callback.searchParams.set('code', attacker.code);
		return finishLogin(victim.visitor, victim.callback);
	},
	answer: (seen) => expect(seen).toMatchObject({ status: 400, isLoggedIn: false })
});

attack({
	name: 'login CSRF: the callback of the attacker in a browser without a login, with a started one, and with a session',
	async how(target) {
		const attacker = await startLogin(target);
		const other = await startLogin(target);
		const loggedIn = await Visitor.logIn(target.world, target.community.manager);
		const { session } = loggedIn;
		const seen = [];
		for (const visitor of [new Visitor(target.world), other.visitor, loggedIn]) {
			seen.push((await finishLogin(visitor, attacker.callback)).status);
		}
		return { seen, session: loggedIn.session === session, page: (await loggedIn.open()).text };
	},
	answer({ seen, session, page }) {
		expect(seen).toEqual([400, 400, 400]);
		expect(session).toBe(true);
		expect(page).toContain('Your servers');
	},
	stores: { sessions: 1 }
});

attack({
	name: 'swapped browsers: two logins, each finished with the state of the other',
	async how(target) {
		const [one, other] = [await startLogin(target), await startLogin(target)];
		return [await finishLogin(one.visitor, other.callback), await finishLogin(other.visitor, one.callback)];
	},
	answer: 400
});

attack({
	name: 'the same callback ten times at once, and again afterwards: there is one session',
	async how(target) {
		const { visitor, callback } = await startLogin(target);
		const line = `GET ${callback.pathname}${callback.search} HTTP/1.1`;
		const again = requestBytes({ line, headers: [['Cookie', visitor.cookies]] });
		const answers = await target.send(Buffer.concat(Array.from({ length: 10 }, () => again)), 10);
		return [...answers, ...(await target.send(again))];
	},
	answer: (answers) => expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(10).fill(400)]),
	stores: { sessions: 1 }
});

attack({
	name: 'the cookie of a login, when it is altered, of another login, planted or missing',
	async how(target) {
		const { visitor, callback } = await startLogin(target);
		const other = (await startLogin(target)).visitor.cookies;
		const [name = '', value = ''] = visitor.cookies.split('=');
		const line = `GET ${callback.pathname}${callback.search} HTTP/1.1`;
		const cookies = [
			`${visitor.cookies.slice(0, -6)}AAAAAA`,
			`${name}=${Buffer.from(value, 'base64url').toString('hex')}`,
			other,
			`${name}=${other.split('=')[1]}`,
			`${name}=`,
			`${name}=AQ`,
			`${name}=${Buffer.alloc(60, 1).toString('base64url')}`,
			`${name}=${'x'.repeat(8_000)}`,
			`__Host-${visitor.cookies}`,
			`kick_login=${value}`,
			visitor.cookies.replace('kick_login', 'kick_session'),
			''
		];
		const bytes = cookies.map((cookie) => requestBytes({ line, headers: [['Cookie', cookie]] }));
		return (await Promise.all(bytes.map((one) => target.send(one)))).flat();
	},
	answer: 400
});

attack({
	name: "mix-up: the answer of Discord at Kick's callback, and the state of Kick at the dashboard's callback",
	async how(target) {
		const { world } = target;
		const login = await startLogin(target);
		const address = await world.linkAddress(target.community.manager);
		world.kick.oauth.signIn(target.community.streamer.slug);
		// One browser returns from both, so it has both cookies.
		await world.openConsent(address, login.visitor.browser);
		const state = new URL(address).searchParams.get('state');
		const toKick = await login.visitor.browser.open(`${world.url}/auth/kick/callback${login.callback.search}`);
		const toDashboard = await login.visitor.get(`callback?code=x&state=${state}`);
		return [toKick, toDashboard];
	},
	answer: 400,
	stores: { linkStates: 1 }
});

attack({
	name: '1,000 started logins and 1,000 guessed states: nothing is stored, and Discord gets no request',
	async how(target) {
		const before = target.world.discord.calls.length;
		const visitor = new Visitor(target.world);
		const statuses = new Set<number>();
		for (let wave = 0; wave < 10; wave++) {
			const all = Array.from({ length: 100 }, (_, index) => [
				visitor.get('login'),
				visitor.get(`callback?code=x&state=${index}`)
			]);
			for (const { status } of await Promise.all(all.flat())) statuses.add(status);
		}
		return { statuses: [...statuses].sort(), calls: target.world.discord.calls.length - before };
	},
	answer: (seen) => expect(seen).toEqual({ statuses: [303, 400], calls: 0 })
});
