import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { post } from '../../support/dashboardRequests.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const address = (path: string) => `${world.url}/dashboard${path}`;
const themeOf = (html: string) => /<html lang="en"(?: data-theme="(\w+)")?>/.exec(html)?.[1] ?? null;

describe('the theme', () => {
	it('follows the browser until a person chooses one, also without a login', async () => {
		const browser = new Browser();
		const first = await browser.open(address(''));
		expect(themeOf(first.html)).toBeNull();
		const dark = await first.submit('Dark');
		expect([dark.url, themeOf(dark.html)]).toEqual([address(''), 'dark']);
		expect(themeOf((await browser.open(address('/nothing'))).html)).toBe('dark');
		const system = await dark.submit('System');
		expect(themeOf(system.html)).toBeNull();
	});

	it('is chosen on any page, which stays open with its filter', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const { browser } = await world.logIn(manager);
		const log = await browser.open(address(`/${guild.id}/log?type=channel.followed`));
		const light = await log.submit('Light');
		expect([light.url, themeOf(light.html)]).toEqual([address(`/${guild.id}/log?type=channel.followed`), 'light']);
	});

	it.each([
		['https://evil.example/', '/dashboard'],
		['https://evil.example//evil.example/dashboard', '/dashboard'],
		[`${world.url}/dashboardevil`, '/dashboard'],
		[`${world.url}/health`, '/dashboard'],
		['javascript:alert(1)', '/dashboard'],
		['', '/dashboard'],
		[`${world.url}/dashboard/1/log?type=x`, '/dashboard/1/log?type=x']
	])('leads to a page of the dashboard and to no other place: %s', async (referer, location) => {
		const answer = await post(new Browser(), address('/theme'), { theme: 'dark' }, { referer });
		expect([answer.status, answer.headers.get('location')]).toEqual([303, location]);
	});

	it.each([
		['is unknown', { theme: 'pink' }],
		['would end the header', { theme: 'dark\r\nSet-Cookie: kick_session=x' }],
		['is missing', {}]
	])('is not stored if it %s', async (_why, fields) => {
		const answer = await post(new Browser(), address('/theme'), fields);
		expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null]);
	});

	it('cannot be changed by another site', async () => {
		const answer = await post(new Browser(), address('/theme'), { theme: 'dark' }, { origin: 'https://evil.example' });
		expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
	});

	it('is not taken from a cookie with another value', async () => {
		const browser = new Browser();
		browser.cookies.store(new URL(world.url), 'kick_theme="><script>; Path=/');
		const page = await browser.open(address(''));
		expect(themeOf(page.html)).toBeNull();
		expect(page.html).not.toContain('<script>');
	});
});
