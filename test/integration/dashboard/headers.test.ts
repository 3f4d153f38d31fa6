import { beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { post, request } from '../../support/dashboardRequests.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
let manager: Browser;
let guildId: string;

beforeAll(async () => {
	const community = await world.createLinkedCommunity();
	manager = (await world.logIn(community.manager)).browser;
	guildId = community.guild.id;
});

const address = (path: string) => `${world.url}/dashboard${path.replace(':guild', guildId)}`;
/** Bytes over the wire. `fetch` decodes the body, so only the header knows them. */
const sizeOf = (response: Response) => Number(response.headers.get('content-length'));
const assetsOf = (html: string) =>
	[...html.matchAll(/(?:href|src)="(\/dashboard\/assets\/[^"]+)"/g)].map(([, path]) => path);

describe('every answer of the dashboard', () => {
	it.each([
		['the welcome page', 200, () => request(new Browser(), address(''))],
		['the list of servers', 200, () => request(manager, address(''))],
		['a page of a server', 200, () => request(manager, address('/:guild/settings'))],
		['the question before an account is unlinked', 200, () => request(manager, address('/:guild/settings/unlink'))],
		['the log', 200, () => request(manager, address('/:guild/log'))],
		['an event that is not there', 404, () => request(manager, address('/:guild/log/1'))],
		['a stream without a login', 401, () => request(new Browser(), address('/:guild/log/stream'))],
		['the way to a page', 303, () => request(manager, address('/:guild'))],
		['the login', 303, () => request(new Browser(), address('/login'))],
		['a refused login', 400, () => request(new Browser(), address('/callback?code=x&state=y'))],
		['a page that needs a login', 303, () => request(new Browser(), address('/:guild/settings'))],
		['a server that is not there', 404, () => request(manager, address('/1/settings'))],
		['a page that is not there', 404, () => request(manager, address('/:guild/nothing'))],
		['a path that is no server', 404, () => request(manager, address('/nothing'))],
		['a file that is not there', 404, () => request(manager, address('/assets/dashboard.js'))],
		['a wrong method', 405, () => post(manager, address('/:guild/settings'), {})],
		['a page in place of a form', 405, () => request(manager, address('/logout/everywhere'))],
		['a form of another site', 403, () => post(manager, address('/logout'), {}, { origin: 'https://evil.example' })],
		['a form without a token', 403, () => post(manager, address('/logout'), {})]
	])('%s: keeps other sites, scripts and caches out', async (_name, status, ask) => {
		const answer = await ask();
		expect(answer.status).toBe(status);
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
		expect(answer.headers.get('referrer-policy')).toMatch(/^(same-origin|no-referrer)$/);
		expect(answer.headers.get('access-control-allow-origin')).toBeNull();
		const policy = answer.headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toContain('unsafe');
		if (status !== 303) {
			expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
			expect(policy).toContain("script-src 'self'; style-src 'self'");
			expect(policy).toContain("require-trusted-types-for 'script'; trusted-types kick-dashboard");
			// The page must not contain what its policy blocks.
			expect(await answer.text()).not.toMatch(/<style|<script(?! src)| style="| on\w+="/);
		}
	});
});

describe('a page', () => {
	it('loads style, script and font from files that browsers cache', async () => {
		const { html } = await manager.open(address(''));
		const assets = assetsOf(html);
		expect(assets).toHaveLength(3);
		for (const path of assets) {
			const file = await fetch(`${world.url}${path}`);
			expect(file.status).toBe(200);
			expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
			expect(file.headers.get('content-type')).toMatch(/^(text\/(css|javascript); charset=utf-8|font\/woff2)$/);
			expect(file.headers.get('x-content-type-options')).toBe('nosniff');
		}
	});

	it('weighs less than 100 KB over the wire, files included', async () => {
		const { html } = await manager.open(address('/:guild/settings'));
		const sizes = await Promise.all(assetsOf(html).map(async (path) => sizeOf(await fetch(`${world.url}${path}`))));
		expect(sizes.every((size) => size > 1_000)).toBe(true);
		expect(sizes.reduce((sum, size) => sum + size, Buffer.byteLength(html))).toBeLessThan(100_000);
	});

	it.each([
		['br', 'br'],
		['gzip, deflate', 'gzip'],
		['br;q=0, gzip;q=0.5', 'gzip'],
		['identity', null]
	])('gets its style in an encoding that the browser accepts: %s', async (accepted, encoding) => {
		const { html } = await manager.open(address(''));
		const style = assetsOf(html).find((path) => path?.endsWith('.css'));
		const file = await fetch(`${world.url}${style}`, { headers: { 'accept-encoding': accepted } });
		expect(file.headers.get('content-encoding')).toBe(encoding);
		expect(file.headers.get('vary')).toBe('Accept-Encoding');
		expect(await file.text()).toMatch(/^@font-face.*\.card\{/s);
	});

	it('shows names of servers as text', async () => {
		const { guild, manager: person } = world.createCommunity();
		const name = '<script>alert(1)</script> "&\u202e';
		const hostile = world.discord.addGuild({ name, owner: person.user });
		const { browser, page } = await world.logIn(person);
		expect(page.text).toContain(guild.name);
		expect(page.html).not.toContain('<script>alert');
		const settings = await browser.open(address(`/${hostile.id}/settings`));
		expect(settings.html).not.toContain('<script>alert');
		expect(settings.text).toContain(name);
	});
});
