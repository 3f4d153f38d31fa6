import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { HostBot } from '../../support/HostBot.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';

const host = await stopAfterAll(HostBot.start({ prefix: '/api/v1' }));

describe('a host with api.prefix', () => {
	it('serves the whole dashboard below it', async () => {
		const guild = host.discord.addGuild({ name: 'Server' });
		host.discord.oauth.signIn(guild.owner);
		const browser = new Browser();
		const welcome = await browser.open(`${host.url}/api/v1/dashboard`);
		const list = await (await welcome.click('Log in with Discord')).submit('Allow');
		expect(list.url).toBe(`${host.url}/api/v1/dashboard`);

		const settings = await (await list.click(guild.name)).click('Settings');
		expect(settings.url).toBe(`${host.url}/api/v1/dashboard/${guild.id}/settings`);
		expect(settings.html).toContain('aria-current="page"');
		const synced = await settings.submit('Sync from Kick');
		expect(synced.url).toBe(settings.url);
		expect(synced.html).toContain('class="notice failed"');

		const addresses = [...settings.html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, address]) => address);
		expect(addresses.filter((address) => !address?.startsWith('/api/v1/dashboard'))).toEqual([]);
		for (const path of addresses.filter((address) => address?.includes('/assets/'))) {
			expect((await fetch(`${host.url}${path}`)).status).toBe(200);
		}
		expect((await synced.submit('Log out')).url).toBe(`${host.url}/api/v1/dashboard`);
	});

	it('serves nothing of it elsewhere, and no pages at other paths', async () => {
		expect((await fetch(`${host.url}/dashboard`)).status).toBe(404);
		const nothing = await fetch(`${host.url}/api/v1/dashboard/1/2/3`);
		expect(nothing.status).toBe(404);
		expect(await nothing.text()).toContain('Page not found');
	});
});
