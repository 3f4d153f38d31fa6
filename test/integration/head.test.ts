import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import { request } from '../support/dashboardRequests.js';
import { PageStream } from '../support/PageStream.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
let community: Community;
let manager: Browser;

beforeAll(async () => {
	community = await world.createLinkedCommunity();
	manager = (await world.logIn(community.manager)).browser;
});

/** Headers that differ between two equal answers: `fetch` closes the connection after HEAD. */
const Changing = ['date', 'connection', 'keep-alive'];

function compared(answer: Response): unknown {
	const headers = [...answer.headers].filter(([name]) => !Changing.includes(name));
	return { status: answer.status, headers: Object.fromEntries(headers) };
}

const address = (path: string) => `${world.url}${path.replace(':guild', community.guild.id)}`;
const head = (browser: Browser, url: string) => request(browser, url, { method: 'HEAD' });

it('HEAD /health of an uptime monitor gets the answer of GET, without a body', async () => {
	const asked = readFileSync(new URL('../cases/head-on-health/request.http', import.meta.url), 'latin1');
	const socket = connect(world.port, 'localhost');
	await once(socket, 'connect');
	socket.write(`${asked.trimEnd().split(/\r?\n/).join('\r\n')}\r\n\r\n`);
	const answer = await text(socket);
	const get = await fetch(address('/health'));
	expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
	expect(answer.toLowerCase()).toContain(`content-length: ${get.headers.get('content-length')}\r\n`);
	expect(answer.endsWith('\r\n\r\n')).toBe(true);
});

describe('HEAD gets the status and the headers of GET, without a body, for', () => {
	it.each([
		['/health'],
		['/dashboard'],
		['/dashboard/:guild'],
		['/dashboard/:guild/settings'],
		['/dashboard/:guild/settings/unlink'],
		['/dashboard/:guild/chat'],
		['/dashboard/:guild/activity'],
		['/dashboard/:guild/log'],
		['/dashboard/:guild/log/1'],
		['/dashboard/1/settings'],
		['/dashboard/nothing'],
		['/dashboard/assets/nothing.css']
	])('%s', async (path) => {
		const get = await request(manager, address(path));
		const answer = await head(manager, address(path));
		const expected = compared(get) as { headers: Record<string, string> };
		delete expected.headers['set-cookie'];
		// A page contains form tokens and times.
		const withoutLength = ({ headers, ...rest }: typeof expected) => ({
			...rest,
			headers: { ...headers, 'content-length': path === '/health' ? headers['content-length'] : 'any' }
		});
		expect(withoutLength(compared(answer) as typeof expected)).toEqual(withoutLength(expected));
		expect(await answer.text()).toBe('');
	});

	it('/metrics, and the files of the pages', async () => {
		const { html } = await manager.open(address('/dashboard'));
		const assets = [...html.matchAll(/(?:href|src)="(\/dashboard\/assets\/[^"]+)"/g)].map(([, path]) => path!);
		expect(assets).toHaveLength(3);
		for (const path of ['/metrics', ...assets]) {
			const [get, answer] = [await fetch(address(path)), await head(manager, address(path))];
			expect([answer.status, answer.headers.get('content-type')]).toEqual([200, get.headers.get('content-type')]);
			expect(await answer.text()).toBe('');
		}
	});
});

describe('HEAD changes nothing:', () => {
	it.each([['settings/stream'], ['chat/stream'], ['log/stream']])(
		'a stream returns its headers and ends (%s)',
		async (path) => {
			const answer = await head(manager, address(`/dashboard/:guild/${path}`));
			expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
			expect(await answer.text()).toBe('');
		}
	);

	it('the streams of open pages continue', async () => {
		const log = await manager.open(address('/dashboard/:guild/log'));
		// A login has at most four: one more ends the oldest.
		const streams = await Promise.all([1, 2, 3, 4].map(() => PageStream.of(manager, log)));
		for (let time = 0; time < 5; time++) await head(manager, address('/dashboard/:guild/log/stream'));
		await world.kick.viewer('ana').follows({ in: community.streamer.slug });
		for (const stream of streams) {
			expect((await stream.patch(({ html }) => html.includes('</bdi> followed'))).mark).not.toBe('');
			stream.close();
		}
	});

	it('a link works after a look at its address, on both of its pages', async () => {
		const { manager: person, streamer } = world.createCommunity();
		await person.slash('kick channel', { name: streamer.slug });
		const start = await world.linkAddress(person);
		for (let time = 0; time < 3; time++) {
			const answer = await head(new Browser(), start);
			expect(answer.status).toBe(200);
			expect(answer.headers.get('set-cookie')).toBeNull();
		}
		world.kick.oauth.signIn(streamer.slug);
		const browser = new Browser();
		const consent = await world.openConsent(start, browser);
		const state = new URL(consent.url).searchParams.get('state') ?? '';
		const callback = address(`/auth/kick/callback?code=wrong&state=${state}`);
		const answer = await head(browser, callback);
		expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
		expect((await consent.submit('Allow')).text).toContain('is linked');
	});

	it('no login starts or ends, and no cookie is set', async () => {
		for (const path of ['/dashboard/login', '/dashboard/callback?code=x&state=y']) {
			const answer = await head(new Browser(), address(path));
			expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
			expect(await answer.text()).toBe('');
		}
		expect((await request(manager, address('/dashboard/:guild/settings'))).status).toBe(200);
	});
});

it.each([
	['/webhooks/kick', 'POST'],
	['/dashboard/logout', 'POST']
])('HEAD %s is refused, because nothing there answers GET', async (path, allow) => {
	const answer = await head(manager, address(path));
	expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
	expect(await answer.text()).toBe('');
});
