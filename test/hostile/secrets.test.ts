import { inspect } from 'node:util';
import { container, LogLevel } from '@sapphire/framework';
import { beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import type { Page } from '../../sandbox/browser/Page.js';
import type { SimulatedMember } from '../../sandbox/discord/index.js';
import { spyOnSecrets } from '../support/spyOnSecrets.js';
import { dashboardAddresses, isForm } from './support/dashboardRoutes.js';
import { dump } from './support/dump.js';
import { repeated, spellingsOf } from './support/spellings.js';
import { Target } from './support/Target.js';
import { Visitor } from './support/Visitor.js';

const Environment = { KICK_TOKEN_KEY: 'token-key-that-nobody-may-see+/=0123456789' };

const target = await Target.start(Environment);
let secrets: Map<string, string>;
let states: Map<string, string>;
let collect: () => Map<string, string>;
const pages: Page[] = [];
const streams: string[] = [];
const dumps: string[] = [];
/** Errors that users of the plugin get, printed with all their properties. */
const failures: string[] = [];

/** Names the secrets that a text contains, in any spelling. */
function seenIn(text: string, among: ReadonlyMap<string, string> = secrets): string[] {
	return [...among].filter(([, secret]) => spellingsOf(secret).some((one) => text.includes(one))).map(([name]) => name);
}

/** Repeats what Kick was sent, in every spelling. The longest text is first, because errors are truncated. */
function echo(path: string): string {
	const call = target.world.kick.calls.filter((one) => one.path === path).at(-1);
	const values = [...Object.values(Object(call?.body)), call?.headers.authorization?.replace('Bearer ', '')];
	const texts = values.filter((value) => typeof value === 'string');
	return texts
		.sort((one, other) => other.length - one.length)
		.map(repeated)
		.join(' ');
}

/** Logs in to the dashboard, while Discord fails in every way and repeats what it was sent. */
async function useDashboard(member: SimulatedMember): Promise<void> {
	const { world } = target;
	const guildId = member.guild.id;
	const logIn = async () => {
		const visitor = new Visitor(world);
		const redirect = await visitor.get('login');
		for (const cookie of redirect.headers.getSetCookie()) {
			visitor.plant(cookie);
			states.set(`cookie of a login ${states.size}`, cookie.split(/[=;]/)[1] ?? '');
		}
		const state = new URL(redirect.headers.get('location') ?? '').searchParams.get('state') ?? '';
		states.set(`state of a login ${states.size}`, state);
		world.discord.oauth.signIn(member);
		const page = await visitor.browser.open(redirect.headers.get('location') ?? '');
		pages.push(page.url.includes('/oauth2/') ? await page.submit('Allow') : page);
		if (visitor.session === '') return visitor;
		secrets.set(`session ${secrets.size}`, visitor.session);
		secrets.set(`id of a session ${secrets.size}`, visitor.session.split('.')[0]!);
		return visitor;
	};
	const visitor = await logIn();
	for (const { path } of dashboardAddresses(world, { guildId }).filter((address) => !isForm(address))) {
		if (!/stream$|callback/.test(path)) pages.push(await visitor.open(path));
	}
	const stream = await visitor.stream(`${guildId}/settings/stream?seen=x`);
	streams.push(JSON.stringify(await stream.next()));
	stream.close();
	const token = await visitor.token(`${guildId}/settings/sync`);
	states.set('token of a form', token);
	for (const fields of [{ token }, { token }, { token: `x${token}` }])
		await visitor.post(`${guildId}/settings/sync`, fields);
	dumps.push(await dump(world.place));

	for (const fault of [{ status: 500 }, { status: 400 }, { status: 401 }, { status: 200 }, 'cut'] as const) {
		const restore = world.discord.intercept(({ authorization, body, route }) => {
			if (authorization !== 'user' && !route?.startsWith('/oauth2/')) return undefined;
			const texts = [...Object.values(Object(body)), ...collect().values()].map(String);
			return fault === 'cut' ? fault : { ...fault, body: { error: texts.map(repeated).join(' ') } };
		});
		await logIn();
		pages.push(await visitor.open(`${guildId}/settings`));
		await visitor
			.post(`${guildId}/settings/sync`, { token: await visitor.token(`${guildId}/settings/sync`) })
			.catch(String);
		restore();
		await visitor.logIn(member);
	}
	const restore = world.discord.intercept(({ body, route }) =>
		route === '/oauth2/token/revoke'
			? { status: 500, body: { error: Object.values(Object(body)).join(' ') } }
			: undefined
	);
	pages.push(await (await visitor.open()).submit('Log out'));
	await world.discord.waitForCall(({ route, status }) => route === '/oauth2/token/revoke' && status === 500);
	restore();
	dumps.push(await dump(world.place));
}

/** Uses links and the dashboard from beginning to end, with every failure and every level of the log. */
beforeAll(async () => {
	Reflect.set(container.logger, 'level', LogLevel.Trace);
	const { world } = target;
	collect = spyOnSecrets(world);
	const { guild, manager, streamer } = world.createCommunity();
	states = new Map();
	secrets = new Map();
	const link = async () => {
		const address = await world.linkAddress(manager);
		states.set(`state ${states.size}`, new URL(address).searchParams.get('state') ?? '');
		const browser = new Browser();
		world.kick.oauth.signIn(streamer.slug);
		const consent = await world.openConsent(address, browser);
		const cookie = browser.cookies.header({ url: new URL(world.url), method: 'GET', isCrossSite: false });
		states.set(`cookie ${states.size}`, cookie?.split('=')[1] ?? '');
		pages.push(await consent.submit('Allow'));
	};
	const say = async () => {
		await manager.slash('kick say', { message: 'hi' });
		const sent = await container.kick.send(guild.id, 'hi');
		sent.inspectErr((error) => failures.push(inspect(error, { depth: null, showHidden: true }), error.stack ?? ''));
	};

	await manager.slash('kick channel', { name: streamer.slug });
	await link();
	await say();
	world.kick.oauth.expireAccessTokens();
	await say();
	await manager.slash('kick sync');
	dumps.push(await dump(world.place));

	for (const status of [400, 403, 404, 500]) {
		const text = echo('/public/v1/chat');
		world.kick.faults.always('POST /public/v1/chat', { status, body: { data: text, message: text } });
		await say();
	}
	world.kick.faults.clear();
	const body = { error: 'server_error', error_description: echo('/oauth/token') };
	world.kick.faults.always('POST /oauth/revoke', { status: 400, body });
	for (const status of [500, 400, 403]) {
		world.kick.faults.always('POST /oauth/token', { status, body });
		world.kick.oauth.expireAccessTokens();
		await say();
		await link();
		await manager.slash('kick sync');
	}
	world.kick.faults.clear();
	world.kick.oauth.killRefreshTokens(streamer.slug);
	await say();
	await manager.slash('check_kick_config');
	await manager.slash('kick unlink');
	dumps.push(await dump(world.place));
	await useDashboard(manager);
	secrets = new Map([...secrets, ...collect(), ...Object.entries(Environment)]);
});

describe('every secret of the run, plain, in base64, URL-encoded or in hexadecimal', () => {
	it('is known to this test', () => {
		for (const name of ['access token 1', 'refresh token 1', 'app token 0', 'code 1', 'PKCE verifier 0'])
			expect([...secrets.keys()]).toContain(name);
		for (const name of ['client secret', 'token of a person 1', 'code of a login 1', 'PKCE verifier of a login 0'])
			expect([...secrets.keys()]).toContain(name.replace('client', 'Discord client'));
		expect([...secrets.keys()].filter((name) => name.startsWith('session')).length).toBeGreaterThan(0);
		for (const secret of [...secrets.values(), ...states.values()]) expect(secret.length).toBeGreaterThan(29);
		expect(seenIn(`?code=${Buffer.from(`:${secrets.get('client secret')}`).toString('base64')}`)).toEqual([
			'client secret'
		]);
	});

	it('is in no line of the log, at any level', () => {
		expect(target.world.log.length).toBeGreaterThan(5);
		expect(seenIn(target.world.log.join('\n'))).toEqual([]);
		expect(seenIn(target.world.log.join('\n'), states)).toEqual([]);
	});

	it('is in no error, neither in the log nor for users of the plugin', () => {
		expect(target.errors).toEqual([]);
		expect(failures.length).toBeGreaterThan(5);
		expect(seenIn(failures.join('\n'))).toEqual([]);
	});

	it('is in nothing that the bot sends to Discord', () => {
		// Requests for logins are left out, because they must contain secrets.
		const calls = target.world.discord.calls.filter(({ route }) => !route?.startsWith('/oauth2/'));
		expect(seenIn(JSON.stringify(calls.map(({ path, query, body }) => [path, query, body])))).toEqual([]);
	});

	it('is on no page and in no stream', () => {
		expect(pages.length).toBeGreaterThan(15);
		expect(seenIn(pages.map(({ html }) => html).join('\n'))).toEqual([]);
		expect(streams.join()).toContain('setup-lines');
		expect(seenIn(streams.join('\n'))).toEqual([]);
	});

	it('is in no row and no file of the database, neither while the account is linked nor afterwards', () => {
		for (const text of dumps) {
			expect(text).toContain('kick_channel');
			expect(seenIn(text)).toEqual([]);
			expect(seenIn(text, states)).toEqual([]);
		}
	});

	it('is in no metric and not in the health report', async () => {
		const { url } = target.world;
		for (const path of ['/metrics', '/health']) expect(seenIn(await (await fetch(`${url}${path}`)).text())).toEqual([]);
	});
});
